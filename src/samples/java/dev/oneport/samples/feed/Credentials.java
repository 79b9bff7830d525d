package dev.oneport.samples.feed;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What somebody signs up or in with. */
public record Credentials(
    @NotNull
        @Size(min = 2, max = 40)
        @Pattern(regexp = "\\S(.*\\S)?", message = "must not begin or end with a space")
        String name,
    @NotNull @Size(min = 8, max = 200) String password) {}
