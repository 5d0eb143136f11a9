package io.github.spwf04.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.spwf04.cli.Run;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.testkit.kernel.FileAccess;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The doctor on the bus straight to the kernel, with real system calls. */
@Timeout(60)
class DoctorKernelTest {
  private static final int EIO = 5;

  private static VirtualModule module() {
    return new VirtualModule(ModuleOptions.builder().variable("console_enabled", "0").build());
  }

  @Test
  void aModuleOnThisMachinesPinsIsHealthy() throws Exception {
    try (VirtualModule module = module();
        EmulatedBoard board = EmulatedBoard.with(module)) {
      Run run = Run.spwf("doctor", "--bus", board.uri(), "--commands", "50");
      assertThat(run.out())
          .contains(board.spi() + ", up to 4096 bytes a transfer", "8 MHz")
          .contains("1024 bytes to a file", "50 AT commands", "of which the clock takes")
          .contains("Healthy: 0 warnings, 0 failures");
      assertThat(run.code()).isZero();
    }
  }

  @Test
  void aUserOutsideOfTheGroupsIsToldThem() throws Exception {
    try (VirtualModule module = module();
        EmulatedBoard board = EmulatedBoard.with(module)) {
      Files.setPosixFilePermissions(board.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(board.gpio(), PosixFilePermissions.fromString("rw-rw-rw-"));
      Files.setPosixFilePermissions(board.spi(), PosixFilePermissions.fromString("rw-------"));
      boolean done =
          FileAccess.asNobody(
              () -> {
                Run run = Run.spwf("doctor", "--bus", board.uri());
                assertThat(run.out())
                    .contains("EACCES (permission denied)")
                    .contains("must be in the group spi: 'sudo usermod -aG spi ");
                assertThat(run.code()).isEqualTo(1);
              });
      assumeTrue(done, "root cannot give up its file access here");
    }
  }

  @Test
  void aControllerThatFailsIsToldWithItsError() throws Exception {
    try (VirtualModule module = module();
        EmulatedBoard board = EmulatedBoard.with(module)) {
      board.spidev().fail(EIO);
      Run run = Run.spwf("doctor", "--bus", board.uri());
      assertThat(run.out()).contains("FAILED   sync", "EIO (the controller reports");
      assertThat(run.code()).isEqualTo(1);
    }
  }
}
