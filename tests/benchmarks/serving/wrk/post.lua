-- Writes to the handler that stores nothing, as a program does.
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer gem_0000000000000000000000000000000000000000000"
