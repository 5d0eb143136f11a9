package io.github.spwf04.virtual.wifi;

import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.air.JoinTrouble;
import io.github.spwf04.virtual.runtime.Addresses;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.Pending;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the module comes to its addresses once the link is there: from DHCP, by itself or from its
 * variables (ip_use_dhcpc), with WIND 24 for each and WIND 85 for a failure.
 */
public final class Addressing {
  /** Values of ip_use_dhcpc; chosen: the default 2 asks a DHCP server first. */
  private static final int FIXED = 0;

  private static final int DHCP_OR_AUTO = 2;

  private final Core core;

  /** What the access point does to the module, at the moment. */
  private final Supplier<JoinTrouble> troubles;

  /** The MAC address in use. */
  private final Supplier<byte[]> mac;

  private final Pending step;
  private @Nullable AddressLease lease;
  private boolean expired;

  /** Read by who is around the module, too. */
  private volatile @Nullable String askedAs;

  Addressing(Core core, Supplier<JoinTrouble> troubles, Supplier<byte[]> mac) {
    this.core = core;
    this.troubles = troubles;
    this.mac = mac;
    this.step = new Pending(core);
  }

  /** The addresses it has, or null while the network is not up. */
  public @Nullable AddressLease lease() {
    return lease;
  }

  /** The name under which it has last asked a DHCP server, or null; from any thread. */
  public @Nullable String askedAs() {
    return askedAs;
  }

  public boolean usesV6() {
    return core.settings().number("ip_use_v6") != 0;
  }

  public String linkLocal() {
    return Addresses.linkLocal(mac.get());
  }

  /** The link of a station is there. */
  void begin() {
    expired = false;
    if (core.settings().number("ip_use_dhcpc") == FIXED) {
      up(AddressLease.fixed(core.settings()));
    } else {
      ask();
    }
  }

  /** An access point has the address of its variables (field-facts D). */
  void beginFixed() {
    up(AddressLease.fixed(core.settings()));
  }

  /** In a cell there is no DHCP server. */
  void beginAuto() {
    if (core.settings().number("ip_use_dhcpc") == FIXED) {
      beginFixed();
    } else {
      up(AddressLease.auto(mac.get()));
    }
  }

  private void ask() {
    askedAs = core.settings().get("ip_hostname");
    JoinTrouble trouble = troubles.get();
    if (trouble.step() != JoinTrouble.Step.DHCP || trouble == JoinTrouble.DHCP_LEASE_EXPIRED) {
      up(AddressLease.given(core.options().air().address()));
    } else if (trouble == JoinTrouble.DHCP_SILENT) {
      step.after(timeout(), () -> failed(trouble));
    } else {
      failed(trouble);
    }
  }

  /** Tells, gives itself an address where that is allowed, and asks again later. */
  private void failed(JoinTrouble trouble) {
    Station.tell(core, trouble);
    if (lease == null && core.settings().number("ip_use_dhcpc") == DHCP_OR_AUTO) {
      up(AddressLease.auto(mac.get()));
    }
    step.after(timeout(), this::ask);
  }

  private Duration timeout() {
    return Duration.ofSeconds(Math.max(1, core.settings().number("ip_dhcp_timeout")));
  }

  private void up(AddressLease granted) {
    boolean first = lease == null;
    lease = granted;
    core.wind(Wind.WIFI_UP, granted.auto() ? 1 : 0, granted.address());
    if (first) {
      core.state(WifiState.LINK_UP);
      if (usesV6()) {
        core.wind(Wind.WIFI_UP, null, linkLocal());
      }
      core.networkUp();
    }
  }

  /** A lease that runs out while the network stays. */
  void airChanged() {
    boolean before = expired;
    expired = troubles.get() == JoinTrouble.DHCP_LEASE_EXPIRED;
    AddressLease held = lease;
    if (expired && !before && held != null && !held.auto()) {
      lease = null;
      core.state(WifiState.HANDSHAKE_COMPLETE);
      core.networkLost();
      failed(JoinTrouble.DHCP_LEASE_EXPIRED);
    }
  }

  /** The link is gone. */
  void drop() {
    step.cancel();
    lease = null;
  }
}
