FROM scratch
ARG RELEASE
ARG LAUNCHPAD_BUILD_ARCH
LABEL org.opencontainers.image.ref.name=ubuntu
LABEL org.opencontainers.image.version=24.04
ADD ubuntu-noble-oci-amd64-root.tar.gz /
CMD ["/bin/bash"]
