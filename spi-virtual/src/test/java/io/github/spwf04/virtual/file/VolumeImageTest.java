package io.github.spwf04.virtual.file;

import static io.github.spwf04.virtual.file.FileTest.create;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.image.FileSystemImage;
import io.github.spwf04.virtual.options.StorageOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes that start with what an image holds, and images of volumes. */
class VolumeImageTest {

  @Test
  void volumesStartWithTheirImages(@TempDir Path folder) throws Exception {
    byte[] image = FileSystemImage.of(Map.of("a.txt", "first".getBytes(US_ASCII)));
    Files.createDirectories(folder.resolve("X"));
    Files.writeString(folder.resolve("X/old"), "kept so far");
    StorageOptions storage =
        StorageOptions.DEFAULT
            .withFolder(folder)
            .withImage(Volume.EXTERNAL, image)
            .withImage(Volume.USER_FLASH, image);
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      assertThat(bench.reply(Command.FSL))
          .filteredOn(line -> line.contains("a.txt") || line.contains("old"))
          .containsExactly("RFF@3 File:X\t5\ta.txt", "RFF@3 File:E\t5\ta.txt");
      create(bench, "0:b.txt", "second");
    }
    assertThat(folder.resolve("X/b.txt")).hasContent("second");
    assertThat(folder.resolve("E/a.txt")).hasContent("first");
  }

  @Test
  void imagesThatNoVolumeStartsWith() {
    byte[] image = FileSystemImage.of(Map.of());
    assertThatThrownBy(() -> StorageOptions.DEFAULT.withImage(Volume.RAM, image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the RAM volume takes no image");
    refused(StorageOptions.DEFAULT.withImage(Volume.EXTERNAL, new byte[600]))
        .hasMessage("image of volume X: no boot record of a FAT volume");
    refused(StorageOptions.DEFAULT.withImage(Volume.APPLICATION_FLASH, new byte[(64 << 10) + 1]))
        .hasMessage("image of volume I: volume APPLICATION_FLASH has 65536 bytes");
    refused(StorageOptions.DEFAULT.withImage(Volume.EXTERNAL, image).withExternalBytes(0))
        .hasMessage("image of volume X: volume EXTERNAL has 0 bytes");
  }

  private static AbstractThrowableAssert<?, ?> refused(StorageOptions storage) {
    return assertThatThrownBy(() -> new Storage(storage))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aVolumeIsGivenAsAnImage(@TempDir Path folder) throws Exception {
    StorageOptions storage = StorageOptions.DEFAULT.withFolder(folder);
    try (Bench bench = Bench.booted(o -> o.storage(storage))) {
      create(bench, "0:a.txt", "first");
      FileSystemImage image = FileSystemImage.read(bench.module.image(Volume.EXTERNAL));
      assertThat(image.size()).isEqualTo(64 << 10);
      assertThat(image.files()).containsOnlyKeys("a.txt");
      assertThat(image.files().get("a.txt")).asString().isEqualTo("first");
      assertThat(FileSystemImage.read(bench.module.image(Volume.USER_FLASH)).files()).isEmpty();
      assertThat(FileSystemImage.read(bench.module.image(Volume.APPLICATION_FLASH)).files())
          .containsOnlyKeys(Storage.FACTORY_PAGES);
      assertThatThrownBy(() -> bench.module.image(Volume.RAM))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("volume RAM does not outlive a reset");
    }
  }
}
