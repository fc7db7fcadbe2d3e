package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import org.junit.jupiter.api.Test;

class NotationTest {

  private static final Registry REGISTRY = Registry.standard();

  private static Notation optimizer(String text) {
    return Notation.of(
        "--optimizer",
        text,
        REGISTRY.optimizers(),
        n -> REGISTRY.optimizer(n.id()).with(n.attributes()));
  }

  private static Notation schedule(String text) {
    return Notation.of(
        "--schedule",
        text,
        REGISTRY.schedules(),
        n -> REGISTRY.schedule(n.id()).with(n.attributes()));
  }

  @Test
  void idsAndAttributes() {
    assertThat(optimizer("adam")).isEqualTo(new Notation("adam", Attributes.none()));
    assertThat(optimizer("adamw:weight_decay=5e-2,amsgrad=true").attributes())
        .isEqualTo(Attributes.none().with("weight_decay", 0.05).with("amsgrad", true));
    assertThat(schedule("multi_step:milestones=300/800,gamma=0.5").attributes().text("milestones"))
        .isEqualTo("300/800");
    assertThat(schedule("multi_step:milestones=300").attributes().integer("milestones"))
        .isEqualTo(300);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> optimizer("adamx:beta1=1"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--optimizer: 'adamx', expected one of adadelta, ");
    assertThatThrownBy(() -> optimizer("adam:momentum=1"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "--optimizer: 'adam:momentum=1': unknown attribute 'momentum', expected one of ");
    assertThatThrownBy(() -> optimizer("adam:beta1=2"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("adam: beta1 is 2.0, expected a number in [0, 1)");
    for (String text : new String[] {"adam:", "adam:beta1", "adam:=1", "adam:beta1="}) {
      assertThatThrownBy(() -> optimizer(text))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("expected an id, or an id and attributes");
    }
  }
}
