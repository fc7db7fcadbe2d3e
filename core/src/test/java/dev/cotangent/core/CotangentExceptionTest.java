package dev.cotangent.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CotangentExceptionTest {

  @Test
  void aMessageMayBePrintedAsItIs() {
    String quoted = "no tensor 'a\u001b[2J\u202e'\n\tknown: b";
    String shown = "no tensor 'a\\u001b[2J\\u202e'\n\tknown: b";
    assertThat(new CotangentException(quoted)).hasMessage(shown);
    assertThat(new ShapeException(quoted)).hasMessage(shown);
    assertThat(new CotangentException(quoted, new IllegalStateException())).hasMessage(shown);
  }
}
