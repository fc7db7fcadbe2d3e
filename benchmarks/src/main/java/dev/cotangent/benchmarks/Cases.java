package dev.cotangent.benchmarks;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;

/** The benchmarks with all combinations of their parameters, as JMH would run them. */
final class Cases {

  /** One class for each family of kernels. */
  static final List<Class<? extends LoopBenchmark>> FAMILIES =
      List.of(
          MatmulBenchmark.class,
          RowBenchmark.class,
          UnaryBenchmark.class,
          BinaryBenchmark.class,
          RowSumsBenchmark.class,
          ColumnSumsBenchmark.class,
          SoftmaxBenchmark.class,
          CrossEntropyBenchmark.class,
          AdamBenchmark.class);

  private Cases() {}

  /** The name of a family: MatmulBenchmark is Matmul. */
  static String name(Class<? extends LoopBenchmark> family) {
    return family.getSimpleName().replaceFirst("Benchmark$", "");
  }

  /** The cases of a family; within each, the same loop by each kernel set. None is set up yet. */
  static List<List<LoopBenchmark>> of(Class<? extends LoopBenchmark> family) {
    Map<String, List<LoopBenchmark>> cases = new LinkedHashMap<>();
    for (Map<Field, String> parameters : combinations(family)) {
      LoopBenchmark benchmark = create(family, parameters);
      String key = benchmark.kernel() + ' ' + benchmark.shape();
      cases.computeIfAbsent(key, absent -> new ArrayList<>()).add(benchmark);
    }
    return List.copyOf(cases.values());
  }

  private static List<Map<Field, String>> combinations(Class<?> family) {
    List<Map<Field, String>> combinations = List.of(Map.of());
    for (Field field : family.getFields()) {
      Param values = field.getAnnotation(Param.class);
      if (values != null) {
        combinations =
            combinations.stream()
                .flatMap(
                    before ->
                        Arrays.stream(values.value()).map(value -> with(before, field, value)))
                .toList();
      }
    }
    return combinations;
  }

  private static Map<Field, String> with(Map<Field, String> before, Field field, String value) {
    Map<Field, String> longer = new LinkedHashMap<>(before);
    longer.put(field, value);
    return longer;
  }

  private static LoopBenchmark create(
      Class<? extends LoopBenchmark> family, Map<Field, String> parameters) {
    try {
      LoopBenchmark benchmark = family.getConstructor().newInstance();
      for (Map.Entry<Field, String> parameter : parameters.entrySet()) {
        Field field = parameter.getKey();
        field.set(benchmark, value(field.getType(), parameter.getValue()));
      }
      return benchmark;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(family + " cannot be made with " + parameters, e);
    }
  }

  private static Object value(Class<?> type, String text) {
    if (type == int.class) {
      return Integer.valueOf(text);
    }
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .filter(constant -> constant.toString().equals(text))
            .findFirst()
            .orElseThrow()
        : text;
  }
}
