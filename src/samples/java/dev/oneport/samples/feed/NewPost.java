package dev.oneport.samples.feed;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What somebody writes. */
public record NewPost(@NotBlank @Size(max = 2000) String text) {}
