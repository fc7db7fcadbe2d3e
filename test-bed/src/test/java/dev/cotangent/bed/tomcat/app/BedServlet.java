package dev.cotangent.bed.tomcat.app;

import dev.cotangent.bed.BedProgram;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;

/** Runs the program in a request and answers with its hash, or runs its brief form. */
public final class BedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals("/brief")) {
      BedProgram.brief();
      response.getWriter().print("brief");
    } else {
      File folder = (File) getServletContext().getAttribute(ServletContext.TEMPDIR);
      response.getWriter().print(BedProgram.run(folder.toPath()));
    }
  }
}
