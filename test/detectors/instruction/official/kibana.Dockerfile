FROM redhat/ubi9-minimal:9.5 AS builder

RUN microdnf install -y findutils tar gzip

RUN cd /tmp && \
  curl -f --retry 8 -s -L \
  --output kibana.tar.gz \
   https://artifacts.elastic.co/downloads/kibana/kibana-8.16.1-linux-$(arch).tar.gz && \
  curl -f -s -L https://artifacts.elastic.co/downloads/kibana/kibana-8.16.1-linux-$(arch).tar.gz.sha512 | sed "s/kibana-8.16.1-linux-$(arch)/kibana/" | sha512sum -c - && \
  cd -

RUN mkdir /usr/share/kibana
WORKDIR /usr/share/kibana
RUN tar --strip-components=1 -zxf /tmp/kibana.tar.gz

# Ensure that group permissions are the same as user permissions.
RUN chmod -R g=u /usr/share/kibana

RUN set -e ; \
  TINI_BIN="" ; \
  case "$(arch)" in \
    aarch64) \
      TINI_BIN='tini-arm64' ; \
      TINI_CHECKSUM='07952557df20bfd2a95f9bef198b445e006171969499a1d361bd9e6f8e5e0e81' ; \
      ;; \
    x86_64) \
      TINI_BIN='tini-amd64' ; \
      TINI_CHECKSUM='93dcc18adc78c65a028a84799ecf8ad40c936fdfc5f2a57b1acda5a8117fa82c' ; \
      ;; \
    *) echo >&2 "Unsupported architecture $(arch)" ; exit 1 ;; \
  esac ; \
  curl --retry 8 -S -L -O "https://github.com/krallin/tini/releases/download/v0.19.0/${TINI_BIN}" ; \
  echo "${TINI_CHECKSUM} ${TINI_BIN}" | sha256sum -c - ; \
  mv "${TINI_BIN}" /bin/tini ; \
  chmod +x /bin/tini

FROM redhat/ubi9-minimal:9.5
EXPOSE 5601

RUN microdnf install --setopt=tsflags=nodocs -y \
      fontconfig liberation-fonts-common freetype shadow-utils nss && \
    microdnf clean all

# Bring in Kibana from the initial stage.
COPY --from=builder --chown=1000:0 /usr/share/kibana /usr/share/kibana
COPY --from=builder --chown=0:0 /bin/tini /bin/tini

# Load reporting fonts
RUN mkdir -p /usr/share/fonts/local && \
  curl --retry 8 -S -L -o /usr/share/fonts/local/NotoSansCJK-Regular.ttc https://github.com/googlefonts/noto-cjk/raw/NotoSansV2.001/NotoSansCJK-Regular.ttc && \
  echo "5dcd1c336cc9344cb77c03a0cd8982ca8a7dc97d620fd6c9c434e02dcb1ceeb3  /usr/share/fonts/local/NotoSansCJK-Regular.ttc" | sha256sum -c - && \
  fc-cache -v
WORKDIR /usr/share/kibana

RUN ln -s /usr/share/kibana /opt/kibana

ENV ELASTIC_CONTAINER true
ENV PATH=/usr/share/kibana/bin:$PATH

# Set some Kibana configuration defaults.
COPY --chown=1000:0 config/kibana.yml /usr/share/kibana/config/kibana.yml
COPY bin/kibana-docker /usr/local/bin/

# Ensure gid 0 write permissions for OpenShift.
RUN chmod g+ws /usr/share/kibana && \
    find /usr/share/kibana -gid 0 -and -not -perm /g+w -exec chmod g+w {} \;

# Remove the suid bit everywhere to mitigate "Stack Clash"
RUN find / -xdev -perm -4000 -exec chmod u-s {} +

# Provide a non-root user to run the process.
RUN groupadd --gid 1000 kibana && \
    useradd --uid 1000 --gid 1000 -G 0 \
      --home-dir /usr/share/kibana --no-create-home \
      kibana

LABEL org.label-schema.schema-version="1.0" \
  org.opencontainers.image.title="Kibana" \
  org.opencontainers.image.vendor="Elastic"

ENTRYPOINT ["/bin/tini", "--"]

CMD ["/usr/local/bin/kibana-docker"]

USER 1000
