/**
 * Jakarta Validation of what handlers are given and return, where the server or the application has
 * it.
 *
 * <p>Everything but {@link dev.oneport.web.validation.BeanValidation} does without its classes.
 */
@NullMarked
package dev.oneport.web.validation;

import org.jspecify.annotations.NullMarked;
