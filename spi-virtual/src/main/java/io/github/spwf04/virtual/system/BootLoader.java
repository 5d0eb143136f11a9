package io.github.spwf04.virtual.system;

import io.github.spwf04.catalog.BootMessage;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.image.FirmwareImage;
import io.github.spwf04.virtual.image.Fota;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.UpdateOptions;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.ResetReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the flash beside the volumes: the firmware that runs, and an image that FWUPDATE
 * has left for the next start (6.14, field-facts C.1). Lives as long as the module.
 */
public final class BootLoader {
  // Why an update is given up; the manual names both and no number.
  private static final int BY_PIN = 0;
  private static final int BAD_IMAGE = 1;

  /** What stands in the header of an image for this module (package-facts 5.1). */
  private static final String MODEL = "SPWF04S";

  /** boot_version, the version in the boot loader's greeting (Table 8). */
  private static final Object[] VERSION = {1, 0};

  /** An image, and whether the name of its file says that it is encrypted. */
  private record Kept(byte[] image, boolean secure) {}

  private FirmwareProfile profile;
  private FirmwareImage running;
  private @Nullable Kept kept;

  public BootLoader(FirmwareProfile profile) {
    this.profile = profile;
    this.running = new FirmwareImage(profile.version(), profile.build());
  }

  /** How the firmware that runs behaves. */
  public FirmwareProfile profile() {
    return profile;
  }

  /** What the firmware that runs calls itself. */
  public FirmwareImage running() {
    return running;
  }

  /**
   * Keeps an image for the next start.
   *
   * @param secure whether it came as a {@code .sfota}
   */
  void keep(byte[] image, boolean secure) {
    kept = new Kept(image, secure);
  }

  /**
   * Starts the firmware: at once, or, when an image waits, after it is dealt with. A good image
   * replaces the firmware and the module resets itself; a bad one is erased, and the old firmware
   * starts; with GPIO0 high the external volume goes with it.
   *
   * @param start starts the firmware that was there
   */
  public void run(Core core, Volumes volumes, boolean gpio0, Runnable start) {
    Kept waiting = kept;
    kept = null;
    if (waiting == null) {
      start.run();
      return;
    }
    say(core, BootMessage.WELCOME, VERSION);
    FirmwareImage image = gpio0 ? null : checked(core, waiting);
    if (image == null) {
      say(core, BootMessage.UPDATE_ABORTED, gpio0 ? BY_PIN : BAD_IMAGE);
      say(core, BootMessage.CLEANUP);
      if (gpio0) {
        eraseExternal(volumes);
      }
      core.after(core.options().timing().bootDelay(), start);
      return;
    }
    say(core, BootMessage.UPDATE_BEGUN);
    core.after(
        core.options().timing().bootDelay(),
        () -> {
          running = image;
          FirmwareProfile known = FirmwareProfile.byVersion(image.version());
          profile = known == null ? profile : known;
          say(core, BootMessage.UPDATE_COMPLETED);
          say(core, BootMessage.CLEANUP);
          core.restart(ResetReason.SOFT_RESET);
        });
  }

  /** Sends a message, which no mask holds back (Table 14). */
  private static void say(Core core, BootMessage message, @Nullable Object... values) {
    core.console().wind(Wind.BOOT_MESSAGES, message.format(), values);
  }

  /** Looks at all of an image before any of it is written; null when it is refused. */
  private @Nullable FirmwareImage checked(Core core, Kept kept) {
    UpdateOptions options = core.options().update();
    boolean secure = options.secureByVector() ? Fota.hasVector(kept.image()) : kept.secure();
    byte[] key = secure ? core.settings().bytes("aes128_key") : null;
    try {
      Fota image = Fota.open(kept.image(), key, options.mostBytes());
      boolean foreign = options.checkModel() && !image.model().equals(MODEL);
      boolean misplaced = options.checkBase() && image.base() != 0;
      return foreign || misplaced ? null : FirmwareImage.of(image, running);
    } catch (IOException _) {
      return null;
    }
  }

  private static void eraseExternal(Volumes volumes) {
    try {
      volumes.unmount(Volume.EXTERNAL, true);
      volumes.mount(Volume.EXTERNAL);
    } catch (VolumeException _) {
      // There is none to erase.
    }
  }
}
