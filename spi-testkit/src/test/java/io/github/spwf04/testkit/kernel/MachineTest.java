package io.github.spwf04.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the kernel's {@code unistd.h} of either machine. */
class MachineTest {
  @ParameterizedTest
  @CsvSource({
    "close, 3, 57",
    "ioctl, 16, 29",
    "sendto, 44, 206",
    "recvfrom, 45, 207",
    "socketpair, 53, 199",
    "setfsuid, 122, 151",
    "prctl, 157, 167",
    "seccomp, 317, 277"
  })
  void systemCallsHaveTheNumbersOfTheMachine(String name, int x86, int arm) throws Exception {
    assertThat(number(Machine.X86_64, name)).isEqualTo(x86);
    assertThat(number(Machine.AARCH64, name)).isEqualTo(arm);
  }

  private static int number(Machine machine, String name) throws ReflectiveOperationException {
    return Machine.class.getDeclaredField(name).getInt(machine);
  }

  /** EM_X86_64 is 62 and EM_AARCH64 is 183; both are 64 bits wide and little endian. */
  @Test
  void theFilterKnowsTheArchitectureByItsElfNumber() {
    int wide = 0x80000000;
    int littleEndian = 0x40000000;
    assertThat(Machine.X86_64.audit).isEqualTo(62 | wide | littleEndian);
    assertThat(Machine.AARCH64.audit).isEqualTo(183 | wide | littleEndian);
  }
}
