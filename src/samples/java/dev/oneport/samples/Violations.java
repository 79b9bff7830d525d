package dev.oneport.samples;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Collectors;

/** What a client sent that it must not, in words. */
@Provider
public class Violations implements ExceptionMapper<ConstraintViolationException> {
  @Override
  public Response toResponse(ConstraintViolationException failure) {
    String detail =
        failure.getConstraintViolations().stream()
            .map(violation -> name(violation) + " " + violation.getMessage())
            .sorted()
            .collect(Collectors.joining(", "));
    return Response.status(Status.BAD_REQUEST)
        .type("application/problem+json")
        .entity(new Problems.Problem(Status.BAD_REQUEST.getStatusCode(), detail))
        .build();
  }

  private static String name(ConstraintViolation<?> violation) {
    String last = "";
    for (Path.Node node : violation.getPropertyPath()) {
      last = String.valueOf(node.getName());
    }
    return last;
  }
}
