package io.github.spwf04.command;

import static io.github.spwf04.command.Use.action;
import static io.github.spwf04.command.Use.atLine;
import static io.github.spwf04.command.Use.use;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.file.FileInfo;
import io.github.spwf04.file.ModuleFile;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;

/** Uses of the commands of the file system (manual 6.23 to 6.30). */
final class FileUses {
  private static final ModuleFile FILE = ModuleFile.of("2:/test.txt");
  private static final String SHA1 = "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d";
  private static final String SHA224 = "ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193";
  private static final String SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";

  private FileUses() {}

  static List<Use> all() {
    return List.of(
        action(0x21, "AT+S.FSM=[<volume>]", s -> s.files().mount(Volume.EXTERNAL)).sends("0"),
        action(0x21, "AT+S.FSM=[<volume>]", s -> s.files().mount(Volume.USER_FLASH)).sends("1"),
        action(0x21, "AT+S.FSM=[<volume>]", s -> s.files().mount(Volume.RAM)).sends("2"),
        action(0x21, "AT+S.FSM=[<volume>]", s -> s.files().mount()).sends(),
        atLine(0x21, "AT+S.FSM=[<volume>]", s -> s.execute("AT+S.FSM", null)).sends(),
        action(0x21, "AT+S.FSM=[<volume>]", s -> s.files().mount(Volume.APPLICATION_FLASH))
            .sends("3")
            .refused(59),
        action(0x22, "AT+S.FSU=[<volume>],[<erase>]", s -> s.files().unmount(Volume.RAM))
            .sends("2"),
        action(0x22, "AT+S.FSU=[<volume>],[<erase>]", s -> s.files().erase(Volume.USER_FLASH))
            .sends("1", "1"),
        action(0x22, "AT+S.FSU=[<volume>],[<erase>]", s -> s.files().erase(Volume.EXTERNAL))
            .sends("0", "1"),
        action(
                0x22,
                "AT+S.FSU=[<volume>],[<erase>]",
                s -> s.files().unmount(Volume.APPLICATION_FLASH))
            .sends("3"),
        action(0x22, "AT+S.FSU=[<volume>],[<erase>]", s -> s.files().unmount()).sends(),
        atLine(0x22, "AT+S.FSU=[<volume>],[<erase>]", s -> s.execute("AT+S.FSU=,0", null))
            .sends("", "0"),
        action(0x22, "AT+S.FSU=[<volume>],[<erase>]", s -> s.files().unmount(Volume.EXTERNAL))
            .sends("0")
            .refused(59),
        action(
                0x23,
                "AT+S.FSC=<filename>,<datalen>",
                s -> s.files().append(FILE, Unpooled.wrappedBuffer("hello".getBytes(UTF_8))))
            .sends("2:/test.txt", "5")
            .with("hello"),
        action(
                0x23,
                "AT+S.FSC=<filename>,<datalen>",
                s -> s.files().append(FILE, Unpooled.wrappedBuffer(new byte[2500])))
            .sends("2:/test.txt", "1024")
            .with(new byte[1024])
            .sends("2:/test.txt", "1024")
            .with(new byte[1024])
            .sends("2:/test.txt", "452")
            .with(new byte[452]),
        action(
                0x23,
                "AT+S.FSC=<filename>,<datalen>",
                s -> s.files().append(FILE, Unpooled.wrappedBuffer("hello".getBytes(UTF_8))))
            .sends("2:/test.txt", "5")
            .with("hello")
            .refused(51),
        action(0x25, "AT+S.FSD=<filename>", s -> s.files().delete(FILE)).sends("2:/test.txt"),
        action(0x25, "AT+S.FSD=<filename>", s -> s.files().delete(ModuleFile.of("x")))
            .sends("/x")
            .refused(56),
        action(
                0x26,
                "AT+S.FSR=<old_filename>,<new_filename>",
                s -> s.files().rename(FILE, ModuleFile.external("new")))
            .sends("2:/test.txt", "0:/new"),
        action(
                0x26,
                "AT+S.FSR=<old_filename>,<new_filename>",
                s -> s.files().rename(FILE, ModuleFile.ram("new")))
            .sends("2:/test.txt", "2:/new")
            .refused(55),
        use(0x27, "AT+S.FSL", s -> s.files().list())
            .sends()
            .line("File:", "I\t12\tindex.html")
            .line("File:", "D\t0\ta b.txt")
            .line("", "Free 14336")
            .gives(
                List.of(
                    new FileInfo(new ModuleFile(Volume.APPLICATION_FLASH, "index.html"), 12),
                    new FileInfo(new ModuleFile(Volume.RAM, "a b.txt"), 0))),
        action(
                0x27,
                "AT+S.FSL=[<output_filename>]",
                s -> s.files().list(ModuleFile.of("2:/dir.txt")))
            .sends("2:/dir.txt"),
        action(0x27, "AT+S.FSL=[<output_filename>]", s -> s.files().listToFile()).sends(""),
        atLine(0x27, "AT+S.FSL=[<output_filename>]", s -> s.execute("AT+S.FSL=", null)).sends(""),
        use(0x27, "AT+S.FSL", s -> s.files().list()).sends().refused(57),
        use(0x28, "AT+S.FSP=<filename>,[<offset>],[<len>]", s -> text(s.files().read(FILE)))
            .sends("2:/test.txt")
            .data("hel")
            .data("lo")
            .gives("hello"),
        use(0x28, "AT+S.FSP=<filename>,[<offset>],[<len>]", s -> text(s.files().read(FILE, 1, 3)))
            .sends("2:/test.txt", "1", "3")
            .data("ell")
            .gives("ell"),
        use(0x28, "AT+S.FSP=<filename>,[<offset>],[<len>]", s -> text(s.files().read(FILE, 2)))
            .sends("2:/test.txt", "2")
            .data("llo")
            .gives("llo"),
        use(0x28, "AT+S.FSP=<filename>,[<offset>],[<len>]", s -> text(s.files().read(FILE, 0, 2)))
            .sends("2:/test.txt", "0", "2")
            .data("he")
            .gives("he"),
        use(0x28, "AT+S.FSP=<filename>,[<offset>],[<len>]", s -> s.files().read(FILE, 99))
            .sends("2:/test.txt", "99")
            .refused(52),
        use(0x28, "AT+S.FSP=<filename>,[<offset>],[<len>]", s -> s.files().read(FILE, 99, 1))
            .sends("2:/test.txt", "99", "1")
            .refused(52),
        use(0x29, "AT+S.HASH=[<function>],<filename>", s -> s.files().hash(FILE))
            .sends("", "2:/test.txt")
            .line("SHA1:", SHA1)
            .gives(HexFormat.of().parseHex(SHA1)),
        hash(HashFunction.SHA1, "0", SHA1),
        hash(HashFunction.SHA224, "1", SHA224),
        hash(HashFunction.SHA256, "2", SHA256),
        hash(HashFunction.MD5, "3", MD5),
        atLine(
                0x29,
                "AT+S.HASH=[<function>],<filename>",
                s -> s.execute("AT+S.HASH=,2:/test.txt", null))
            .sends("", "2:/test.txt")
            .line("SHA1:", SHA1),
        use(
                0x29,
                "AT+S.HASH=[<function>],<filename>",
                s -> s.files().hash(HashFunction.SHA256, FILE))
            .sends("2", "2:/test.txt")
            .refused(51));
  }

  private static Use hash(HashFunction function, String number, String digest) {
    return use(0x29, "AT+S.HASH=[<function>],<filename>", s -> s.files().hash(function, FILE))
        .sends(number, "2:/test.txt")
        .line(function.name() + ":", digest)
        .gives(HexFormat.of().parseHex(digest));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
