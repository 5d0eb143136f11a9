package io.github.spwf04.command;

import static io.github.spwf04.command.Use.action;
import static io.github.spwf04.command.Use.atLine;
import static io.github.spwf04.command.Use.use;
import static io.github.spwf04.error.ModuleError.Table.CERTIFICATE;
import static io.github.spwf04.error.ModuleError.Table.HTTP_CLIENT;

import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.file.Progress;
import io.github.spwf04.web.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Uses of the commands of Utils and Management (manual 6.1 to 6.14). */
final class ManagementUses {
  static final String FSUPDATE = "AT+S.FSUPDATE=<mem>,<hostname>";
  static final String FWUPDATE = "AT+S.FWUPDATE=e,<hostname>";
  private static final Duration LONG = Duration.ofSeconds(20);

  private ManagementUses() {}

  static List<Use> all() {
    return List.of(
        action(0x01, "AT", s -> s.system().check()).sends(),
        action(0x01, "AT", s -> s.system().check()).sends().refused(91),
        use(0x02, "AT+S.HELP", s -> s.system().help())
            .sends()
            .line("Command:", "AT+S.WCFG -- Save configuration")
            .line("Command:", "AT+S.FSD=<filename> -- Delete a file")
            .gives(
                Map.of("AT+S.WCFG", "Save configuration", "AT+S.FSD=<filename>", "Delete a file")),
        use(0x02, "AT+S.HELP=<keyword>", s -> s.system().help("WCFG"))
            .sends("WCFG")
            .line("Command:", "AT+S.WCFG -- Save configuration")
            .gives(Map.of("AT+S.WCFG", "Save configuration")),
        use(0x02, "AT+S.HELP=<keyword>", s -> s.system().help("x")).sends("x").refused(8),
        use(0x05, "AT+S.STS", s -> s.system().status())
            .sends()
            .line("Var:", "build=171117-0328fe3-SPWF04S")
            .line("Var:", "ip_gw=")
            .line("Var:", "wifi_own_macaddr=00:80:E1:BD:DC:52")
            .gives(
                Map.of(
                    "build",
                    "171117-0328fe3-SPWF04S",
                    "ip_gw",
                    "",
                    "wifi_own_macaddr",
                    "00:80:E1:BD:DC:52")),
        use(0x05, "AT+S.STS=<variable>", s -> s.system().status("fw_version"))
            .sends("fw_version")
            .line("Var:", "fw_version=1.1.0")
            .gives("1.1.0"),
        use(0x05, "AT+S.STS=<variable>", s -> s.system().status("none")).sends("none").refused(4),
        use(0x03, "AT+S.RESET", s -> s.system().reset(LONG).size())
            .sends()
            .wind(1, "")
            .wind(0, "")
            .gives(2),
        action(0x03, "AT+S.RESET", s -> s.system().reset(LONG)).sends().refused(91),
        action(0x04, "AT+S.PMS=[<mode>]", s -> s.power().mode(PowerMode.ACTIVE)).sends("0"),
        action(0x04, "AT+S.PMS=[<mode>]", s -> s.power().mode(PowerMode.SLEEP)).sends("2"),
        atLine(0x04, "AT+S.PMS=[<mode>]", s -> s.execute("AT+S.PMS", null)).sends(),
        action(0x04, "AT+S.PMS=[<mode>]", s -> s.power().standby(Duration.ofSeconds(90)))
            .sendsOther(0x0A, "standby_time", "90")
            .sends("3"),
        action(0x04, "AT+S.PMS=[<mode>]", s -> s.power().mode(PowerMode.POWER_SAVE))
            .sends("1")
            .refused(18),
        action(0x08, "AT+S.PYTHON", s -> s.system().pythonShell()).sends(),
        use(0x08, "AT+S.PYTHON=<filename>", s -> s.system().python(ModuleFile.ram("a.py")).text())
            .sends("2:/a.py")
            .line("", "42")
            .gives(List.of("42")),
        action(0x08, "AT+S.PYTHON", s -> s.system().pythonShell()).sends().refused(24),
        use(0x09, "AT+S.GCFG", s -> s.config().all())
            .sends()
            .line("Var:", "nv_model=SPWF04SA")
            .line("Var:", "user_desc=")
            .line("Var:", "ip_mdns_device_name_ttl=120")
            .gives(
                Map.of("nv_model", "SPWF04SA", "user_desc", "", "ip_mdns_device_name_ttl", "120")),
        use(0x09, "AT+S.GCFG=<cfg_var>", s -> s.config().get("ip_netmask"))
            .sends("ip_netmask")
            .line("Var:", "ip_netmask=255.255.255.0")
            .gives("255.255.255.0"),
        use(0x09, "AT+S.GCFG=<cfg_var>", s -> s.config().get("none")).sends("none").refused(4),
        action(0x0A, "AT+S.SCFG=<key>,<value>", s -> s.config().set("console_enabled", 0))
            .sends("console_enabled", "0"),
        action(0x0A, "AT+S.SCFG=<key>,<value>", s -> s.config().set("wifi_bas_rate_mask", 15))
            .sends("wifi_bas_rate_mask", "0xF"),
        action(0x0A, "AT+S.SCFG=<key>,<value>", s -> s.config().set("ip_ntp_server1", "pool, org"))
            .sends("ip_ntp_server1", "pool, org"),
        action(0x0A, "AT+S.SCFG=<key>,<value>", s -> s.config().set("user_desc", ""))
            .sends("user_desc", ""),
        action(0x0A, "AT+S.SCFG=<key>,<value>", s -> s.config().set("none", "1"))
            .sends("none", "1")
            .refused(4),
        action(0x0B, "AT+S.WCFG", s -> s.config().save()).sends(),
        action(0x0B, "AT+S.WCFG", s -> s.config().save()).sends().refused(101),
        action(0x0C, "AT+S.FCFG", s -> s.config().restoreFactory()).sends(),
        action(0x0C, "AT+S.FCFG", s -> s.config().restoreFactory()).sends().refused(100),
        action(0x57, "AT+S.FSWRITE=<length>", s -> s.files().writeImage("image".getBytes()))
            .sends("5")
            .with("image"),
        action(0x57, "AT+S.FSWRITE=<length>", s -> s.files().writeImage("image".getBytes()))
            .sends("5")
            .with("image")
            .refused(50),
        use(0x58, FSUPDATE, s -> load(s, "http://h")).sends("x", "h", "/").gives(List.of("0/-1")),
        use(0x58, FSUPDATE, s -> load(s, "https://me:secret@h:4430/fs.img"))
            .sends("x", "h", "/fs.img", "4430", "2", "me", "secret")
            .line("", "")
            .line("", "1024/4096")
            .line("", "4096/4096")
            .gives(List.of("0/-1", "1/-1", "1024/4096", "4096/4096")),
        use(0x58, FSUPDATE, s -> load(s, "https://h/fs.img"))
            .sends("x", "h", "/fs.img", "", "2")
            .constant()
            .line("Loading:", "1:2")
            .line("Certificate Error:", "23")
            .line("Http Client Error:", "7")
            .refused(111)
            .because(CERTIFICATE, 23)
            .because(HTTP_CLIENT, 7),
        atLine(
                0x56,
                FWUPDATE,
                s -> s.execute("AT+S.FWUPDATE=e,h,/fw.fota,80,0,me,secret", null).text())
            .sends("e", "h", "/fw.fota", "80", "0", "me", "secret")
            .line("", "*")
            .gives(List.of("*")),
        use(
                0x56,
                FWUPDATE,
                s ->
                    s.system()
                        .updateFirmware(HttpRequest.of("http://h/fw.fota"), LONG, Progress.NONE))
            .sendsOther(0x05, "build")
            .line("Var:", "build=old")
            .sends("e", "h", "/fw.fota")
            .line("Http Client Error:", "9")
            .refused(111)
            .because(HTTP_CLIENT, 9));
  }

  private static List<String> load(io.github.spwf04.Spwf04 spwf, String uri) throws Exception {
    List<String> heard = new ArrayList<>();
    spwf.system()
        .updateVolume(
            Volume.EXTERNAL,
            HttpRequest.of(uri),
            LONG,
            (done, total) -> heard.add(done + "/" + total));
    return heard;
  }
}
