package io.github.spwf04.transport.pi4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.pi4j.context.Context;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.transport.pi4j.Pi4jBusOptions;
import io.github.spwf04.transport.pi4j.Pi4jConversation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The same conversations with Pi4J's provider over spidev, whose system calls end at the module.
 */
class LinuxFsConversationTest extends Pi4jConversation {
  private static final int EIO = 5;

  private @Nullable EmulatedBoard board;

  private EmulatedBoard board() {
    return Objects.requireNonNull(board);
  }

  @Override
  protected Context context() throws Exception {
    board = LinuxFs.board(wires);
    return providers.context(LinuxFs.provider());
  }

  @AfterEach
  void unplug() {
    if (board != null) {
      assertThat(board.spidev().mode()).isZero();
      assertThat(board.spidev().bits()).isEqualTo(8);
      assertThat(board.spidev().speed()).isEqualTo(8_000_000);
      board.close();
    }
  }

  @Override
  protected Pi4jBusOptions options() {
    return LinuxFs.options();
  }

  @Override
  protected void breakDevice() {
    board().spidev().fail(EIO);
  }

  @Override
  protected void mendDevice() {
    board().spidev().fail(0);
  }

  @Override
  protected String whenBroken() {
    return "the provider returned -1";
  }
}
