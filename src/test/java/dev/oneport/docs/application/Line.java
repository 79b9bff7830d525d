package dev.oneport.docs.application;

import jakarta.validation.constraints.NotBlank;

/** A line of a chat. */
public record Line(int id, @NotBlank String text) {}
