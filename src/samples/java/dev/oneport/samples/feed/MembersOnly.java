package dev.oneport.samples.feed;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Only for members: who else asks gets a 401. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface MembersOnly {}
