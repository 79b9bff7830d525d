package dev.oneport.docs.application;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who has signed up. */
public interface Accounts {

  /** Null if they tell of nobody. */
  @Nullable Account ofCookie(Map<String, List<String>> headers);
}
