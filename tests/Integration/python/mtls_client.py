# SPDX-License-Identifier: Apache-2.0
"""Calls a server over TLS, with a certificate that it knows, with one that it doesn't, and without one. Prints one JSON object.

usage: mtls_client.py STUBS ADDRESS CA CERT KEY STRANGER STRANGERS_KEY XML STEP,STEP…   (STEP is NUMBER:SUBJECT=IDENTITY)
"""
import json
import pathlib
import sys

import google
import grpc

stubs, address, ca, cert, key, stranger, strangers_key, xml, steps = sys.argv[1:]
sys.path.insert(0, stubs)
# The generated packages grpc.health and google.rpc stand beside the installed grpc and google.
grpc.__path__.append(f"{stubs}/grpc")
google.__path__.append(f"{stubs}/google")

from google.rpc import error_details_pb2, status_pb2  # noqa: E402
from grpc.health.v1 import health_pb2, health_pb2_grpc  # noqa: E402
from hocbaso.signing.v1 import common_pb2, signing_service_pb2 as signing, signing_service_pb2_grpc  # noqa: E402
from hocbaso.signing.v1 import verification_service_pb2 as verification, verification_service_pb2_grpc  # noqa: E402


def read(file):
    return pathlib.Path(file).read_bytes()


def secure(*pair):
    private, chain = (read(pair[1]), read(pair[0])) if pair else (None, None)
    return grpc.secure_channel(address, grpc.ssl_channel_credentials(read(ca), private, chain))


def step(text):
    claim, identity = text.split("=")
    role, subject = claim.split(":")
    return common_pb2.SigningStep(role=int(role), subject=subject, identity=identity)


def sign(channel):
    return signing_service_pb2_grpc.SigningServiceStub(channel).Sign(
        signing.SignRequest(
            settings=signing.SigningSettings(steps=[step(text) for text in steps.split(",")]),
            format=common_pb2.DOCUMENT_FORMAT_XML,
            document=read(xml),
        ),
        timeout=30,
    )


def refusal(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise SystemExit("it was let in")


def told(error):
    return f"{error.code().name}: {error.details()}"


def reason(error):
    octets = dict(error.trailing_metadata())["grpc-status-details-bin"]
    info = error_details_pb2.ErrorInfo()
    status_pb2.Status.FromString(octets).details[0].Unpack(info)
    return info.reason


with secure(cert, key) as known, secure(stranger, strangers_key) as strange, secure() as anonymous:
    with grpc.insecure_channel(address) as plain:
        health = health_pb2_grpc.HealthStub(known).Check(health_pb2.HealthCheckRequest(), timeout=30)
        check = verification_service_pb2_grpc.VerificationServiceStub(known).Verify
        no_certificate = refusal(lambda: sign(anonymous))
        print(
            json.dumps(
                {
                    "health": health_pb2.HealthCheckResponse.ServingStatus.Name(health.status),
                    "signatures": len(sign(known).signatures),
                    "anonymous": told(no_certificate),
                    "reason": reason(no_certificate),
                    "stranger": told(refusal(lambda: sign(strange))),
                    "verify": told(refusal(lambda: check(verification.VerifyRequest(document=read(xml)), timeout=30))),
                    "plain": refusal(lambda: sign(plain)).code().name,
                }
            )
        )
