# SPDX-License-Identifier: Apache-2.0
# docker build --target test .                 runs every test
# docker build -t hbs .                        the server; mount the HSM's module and a configuration file
# docker build -t hbs-dev --target dev .       the server with a software token, for trials only
# The steps are the scripts in eng/, the same that a developer and continuous integration run.

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS source
WORKDIR /source
COPY . .

FROM source AS restore
RUN eng/restore

FROM restore AS build
RUN eng/build && eng/publish /app

FROM build AS test
RUN eng/setup test
RUN eng/test

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble AS runtime
WORKDIR /app
COPY --from=build /app .
# $APP_UID is the unprivileged user of the base image. The journal lives in the volume.
RUN mkdir -p /var/lib/hbs /etc/hbs && chown "$APP_UID" /var/lib/hbs
USER $APP_UID
VOLUME /var/lib/hbs
ENV DOTNET_ENVIRONMENT=Production
# With listen.tls in its configuration the server may be reached from outside; without, it listens on loopback only and serves
# the one client in its network (a pod, or docker run --network container:…).
EXPOSE 5440
# With TLS: HBS_HEALTH_SERVER=https://… under a name that the server's certificate has, and HBS_CERT, HBS_KEY and HBS_CA name the
# files of a client with any grant. docs/operations.md.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD dotnet /app/HocBaSo.Signing.Cli.dll health --server "${HBS_HEALTH_SERVER:-http://127.0.0.1:5440}"
ENTRYPOINT ["dotnet", "HocBaSo.Signing.Cli.dll"]
CMD ["serve", "--config", "/etc/hbs/signing-server.json"]

# A software token is no HSM: this target never goes anywhere near real keys.
FROM runtime AS dev
USER root
COPY --from=source /source/eng /opt/hbs/eng
RUN /opt/hbs/eng/setup demo && mkdir -p /trial && chown "$APP_UID" /trial
USER $APP_UID
WORKDIR /trial
ENV DOTNET_ENVIRONMENT=Development
ENTRYPOINT ["dotnet", "/app/HocBaSo.Signing.Cli.dll"]
CMD ["demo"]

# The last target is what a plain 'docker build' makes.
FROM runtime
