package io.github.spwf04.virtual.system;

import static io.github.spwf04.catalog.ParameterName.MEM;
import static io.github.spwf04.catalog.ParameterName.PATH_AND_QUERY;

import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.web.HttpClients;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** FSWRITE, FSUPDATE and FWUPDATE (6.12 to 6.14). */
public final class Update {
  private static final int FOUND = 200;

  private final Volumes volumes;
  private final HttpClients http;
  private final BootLoader bootLoader;

  public Update(Volumes volumes, HttpClients http, BootLoader bootLoader) {
    this.volumes = volumes;
    this.http = http;
    this.bootLoader = bootLoader;
  }

  /** FSWRITE: the data is an image of the external volume. */
  public void write(Call call) {
    install(call, Volume.EXTERNAL, call.data());
  }

  /** FSUPDATE: an image of a volume comes from a web server. */
  public void fileSystem(Call call) {
    Volume volume = Objects.requireNonNull(Volume.byImage(call.text(MEM)));
    if (volumes.there(volume)) {
      download(call, image -> install(call, volume, image));
    } else {
      call.error(ModuleError.NO_FILE_SYSTEM);
    }
  }

  private void install(Call call, Volume volume, byte[] image) {
    try {
      volumes.install(volume, image);
      call.ok();
    } catch (VolumeException e) {
      call.error(e.error());
    }
  }

  /**
   * FWUPDATE: a firmware image comes from a web server, and waits in the user flash for the next
   * start, which looks whether it is good.
   */
  public void firmware(Call call) {
    String path = call.text(PATH_AND_QUERY).replaceFirst("[?#].*", "");
    boolean secure = path.toLowerCase(Locale.ROOT).endsWith(".sfota");
    download(call, image -> keep(call, image, secure));
  }

  private void keep(Call call, byte[] image, boolean secure) {
    try {
      if (image.length > volumes.capacity(Volume.USER_FLASH)) {
        call.error(ModuleError.FLASH_WRITE);
        return;
      }
      volumes.unmount(Volume.USER_FLASH, true);
      bootLoader.keep(image, secure);
      call.ok();
    } catch (VolumeException e) {
      call.error(e.error());
    }
  }

  private void download(Call call, Consumer<byte[]> then) {
    http.download(
        call,
        answer -> {
          if (answer.status() == FOUND) {
            then.accept(answer.body());
          } else {
            call.error(ModuleError.REQUEST_FAILED);
          }
        });
  }
}
