package io.github.spwf04.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Certificates and keys in the flash of a module. */
@Timeout(60)
class CertificateConversationTest {
  @Test
  void certificatesAreStoredListedAndRemoved() throws Exception {
    try (Hosted hosted = Hosted.booted(ModuleOptions.builder())) {
      Spwf04 spwf = hosted.spwf();
      for (CertificateStore store :
          List.of(spwf.security().tls(), spwf.security().wpaEnterprise())) {
        store.removeAll();
        assertThat(store.list()).isEmpty();
        store.key("a key".getBytes());
        store.authorityKeyId(new byte[20]);
        assertThat(store.list()).hasSize(2);
        store.removeAll();
        assertThat(store.list()).isEmpty();
      }
    }
  }
}
