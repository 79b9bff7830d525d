package dev.oneport.web.publish;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The description of this API for programs. The same for everybody, so it needs no key. */
@Path(OpenApiResource.PATH)
public class OpenApiResource {
  static final String PATH = "openapi.json";

  /** The document. */
  @GET
  public Response document() throws IOException {
    try (InputStream in = OpenApiResource.class.getResourceAsStream(PATH)) {
      if (in == null) {
        throw new FileNotFoundException(PATH);
      }
      return Response.ok(in.readAllBytes(), MediaType.APPLICATION_JSON)
          .header("Cache-Control", "no-cache")
          .build();
    }
  }
}
