package io.github.spwf04.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpiBusInfoTest {
  private final SpiBusInfo info = new SpiBusInfo("test", 0, 8);

  /** Four bytes to send, and room for four. */
  private final ByteBuf four = Unpooled.buffer(8, 8).writeZero(4);

  @Test
  void whatATransferTakesIsNotRefused() {
    assertThatCode(
            () -> {
              info.checkTransfer(null, null, 1);
              info.checkTransfer(null, null, 8);
              info.checkTransfer(four, four, 4);
              info.checkTransfer(four.asReadOnly(), null, 4);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void lengthsBeyondTheLimitsAreRefused() {
    refused(null, null, 0, "length 0, 1 to 8 are allowed");
    refused(null, null, -1, "length -1, 1 to 8 are allowed");
    refused(null, null, 9, "length 9, 1 to 8 are allowed");
  }

  @Test
  void buffersThatAreTooSmallAreRefused() {
    refused(four, null, 5, "4 bytes to send, 5 are needed");
    refused(null, four, 5, "room for 4 bytes, 5 are needed");
    refused(null, four.asReadOnly(), 1, "room for 0 bytes, 1 are needed");
  }

  private void refused(@Nullable ByteBuf out, @Nullable ByteBuf in, int length, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> info.checkTransfer(out, in, length))
        .withMessage(message);
  }
}
