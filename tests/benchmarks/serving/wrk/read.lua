-- Reads pages as a browser asks for them.
wrk.headers["Accept-Encoding"] = "gzip, br"
