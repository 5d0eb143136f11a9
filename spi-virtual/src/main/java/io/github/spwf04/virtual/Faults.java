package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.virtual.firmware.Chip;
import io.github.spwf04.virtual.runtime.ResetReason;
import io.github.spwf04.virtual.wifi.RadioFault;

/**
 * What goes wrong inside a module, on request (Table 14). May be called from any thread; each takes
 * effect in the order of the calls.
 */
public final class Faults {
  private final Chip chip;

  Faults(Chip chip) {
    this.chip = chip;
  }

  /** The firmware hung, and the watchdog resets it: reset_reason 1, nv_wdog_resets. */
  public void watchdog() {
    chip.withFirmware(_ -> chip.restart(ResetReason.WATCHDOG));
  }

  /** WIND 4: the heap is nearly used up, and free_heap says so to the next reset. */
  public void lowMemory() {
    chip.withFirmware(
        f -> {
          f.useUpMemory();
          f.wind(Wind.LOW_MEMORY);
        });
  }

  /** WIND 10: a task asked for more memory than there is. */
  public void mallocFailed(String task, int required, int available) {
    VirtualModule.check(Wind.MALLOC_FAILED, task, required, available);
    chip.withFirmware(f -> f.wind(Wind.MALLOC_FAILED, task, required, available));
  }

  /**
   * WIND 8: the processor faults in a task and stands still until the watchdog resets it.
   *
   * @param registers the eight registers that the WIND shows
   * @throws IllegalArgumentException when there are not eight
   */
  public void hardFault(String task, int... registers) {
    if (registers.length != 8) {
      throw new IllegalArgumentException(registers.length + " registers, 8 are needed");
    }
    StringBuilder content = new StringBuilder();
    for (int register : registers) {
      content.append("%08x".formatted(register));
    }
    String text = content.toString();
    VirtualModule.check(Wind.HARD_FAULT, task, text);
    chip.withFirmware(
        f -> {
          f.wind(Wind.HARD_FAULT, task, text);
          f.hang();
        });
  }

  /** WIND 9: a task used up its stack; the firmware stands still until the watchdog resets it. */
  public void stackOverflow(String task) {
    VirtualModule.check(Wind.STACK_OVERFLOW, task);
    chip.withFirmware(
        f -> {
          f.wind(Wind.STACK_OVERFLOW, task);
          f.hang();
        });
  }

  /**
   * WIND 5: the radio is dead to the next reset; wifi_state is 1.
   *
   * @param reason why; not {@code OTHER}
   */
  public void radioFailure(WindReason.HardwareFailure reason) {
    VirtualModule.check(Wind.WIFI_HARDWARE_FAILURE, reason);
    chip.withFirmware(f -> f.radio().fail(reason));
  }

  /**
   * WIND 31, and the WIND 5 with reason 1 that follows from it.
   *
   * @param number one of the radio's firmware, which nobody explains
   */
  public void radioException(int number, String file, int register1, int register2) {
    Object[] values = {number, file, "%08x".formatted(register1), "%08x".formatted(register2)};
    VirtualModule.check(Wind.WIFI_EXCEPTION, values);
    chip.withFirmware(
        f -> {
          f.wind(Wind.WIFI_EXCEPTION, values);
          f.radio().fail(WindReason.HardwareFailure.EXCEPTION);
        });
  }

  /**
   * The next start of the radio fails: WIND 11 in place of WIND 32, and WIND 5 with reason 3.
   *
   * @param reason why; not {@code OTHER}
   */
  public void radioStartup(WindReason.RadioStartup reason, int register) {
    VirtualModule.check(Wind.RADIO_STARTUP_FAILURE, reason, 0);
    chip.withFirmware(
        _ -> chip.surroundings().fault(new RadioFault(reason, "%08x".formatted(register))));
  }

  /**
   * WIND 12: power saving failed.
   *
   * @param reason why; not {@code OTHER}
   */
  public void powerSaveFailure(WindReason.PowerSave reason, int status) {
    VirtualModule.check(Wind.WIFI_PS_MODE_FAILURE, reason, status);
    chip.withFirmware(f -> f.wind(Wind.WIFI_PS_MODE_FAILURE, reason, status));
  }

  /** The next SCAN is refused by the radio: WIND 23 and error 41. */
  public void scanFailure(int status) {
    chip.withFirmware(f -> f.radio().failNextScan("%04x".formatted(status & 0xFFFF)));
  }
}
