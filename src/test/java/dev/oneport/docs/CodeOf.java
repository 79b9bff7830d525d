package dev.oneport.docs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A parameter of a test that is given a code block of the documentation, to execute it. {@code
 * CodeBlocksTest} finds by it which test executes which block.
 */
@ExtendWith(CodeOf.Resolver.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CodeOf {

  /** The name of the file, for example {@code http-api.md}. */
  String page();

  /** What the block, and no other of that page, begins with. */
  String beginning();

  /** Finds the block. */
  final class Resolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.isAnnotated(CodeOf.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return find(parameter.findAnnotation(CodeOf.class).orElseThrow()).text();
    }

    static CodeBlock find(CodeOf code) {
      List<CodeBlock> found =
          Document.named(code.page()).blocks().stream()
              .filter(block -> block.text().startsWith(code.beginning()))
              .toList();
      if (found.size() != 1) {
        throw new ParameterResolutionException(
            "%s has %d blocks that begin with %s"
                .formatted(code.page(), found.size(), code.beginning()));
      }
      return found.get(0);
    }
  }
}
