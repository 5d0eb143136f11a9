package io.github.spwf04.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A digest that the module computes of a file (manual 6.30). */
public enum HashFunction {
  SHA1("SHA-1"),
  SHA224("SHA-224"),
  SHA256("SHA-256"),
  MD5("MD5");

  private final String algorithm;

  HashFunction(String algorithm) {
    this.algorithm = algorithm;
  }

  /** The parameter of HASH, 0 to 3. */
  public int number() {
    return ordinal();
  }

  /** The same function of this machine, to compute a digest with. */
  public MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
