package dev.oneport.samples.chat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What somebody opens a room with.
 *
 * @param password null or empty for none
 */
public record NewRoom(
    @NotBlank @Size(max = 80) String title,
    @Min(2) @Max(100) int capacity,
    @Nullable @Size(max = 200) String password) {}
