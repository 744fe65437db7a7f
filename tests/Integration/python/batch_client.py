# SPDX-License-Identifier: Apache-2.0
"""Signs every *.xml of a folder over one stream, as a school system in Python would. Prints one JSON object a line.

usage: batch_client.py STUBS ADDRESS FOLDER STEP...   (STEP is ROLE[:SUBJECT]=IDENTITY)
"""
import hashlib
import json
import pathlib
import sys

import google
import grpc

stubs, address, folder, *steps = sys.argv[1:]
sys.path.insert(0, stubs)
# The generated packages grpc.health and google.rpc stand beside the installed grpc and google.
grpc.__path__.append(f"{stubs}/grpc")
google.__path__.append(f"{stubs}/google")

from google.protobuf import descriptor_pb2, descriptor_pool  # noqa: E402
from google.rpc import error_details_pb2, status_pb2  # noqa: E402
from grpc.health.v1 import health_pb2, health_pb2_grpc  # noqa: E402
from grpc.reflection.v1 import reflection_pb2, reflection_pb2_grpc  # noqa: E402
from hocbaso.signing.v1 import common_pb2, signing_service_pb2 as signing, signing_service_pb2_grpc  # noqa: E402
from hocbaso.signing.v1 import rendering_service_pb2 as rendering, rendering_service_pb2_grpc  # noqa: E402

CHUNK = 256 * 1024


def tell(**what):
    print(json.dumps(what), flush=True)


def step(text):
    claim, identity = text.split("=")
    role, _, subject = claim.partition(":")
    return common_pb2.SigningStep(role=f"SIGNER_ROLE_{role}", subject=subject, identity=identity)


def settings():
    return signing.SigningSettings(steps=[step(text) for text in steps])


def requests():
    yield signing.SignBatchRequest(settings=signing.BatchSettings(settings=settings(), max_in_flight=8))
    for file in sorted(pathlib.Path(folder).glob("*.xml")):
        content = file.read_bytes()
        start = common_pb2.ItemStart(
            item_id=file.name,
            format=common_pb2.DOCUMENT_FORMAT_XML,
            size=len(content),
            sha256=hashlib.sha256(content).digest(),
        )
        if len(content) <= CHUNK:
            start.content = content
        yield signing.SignBatchRequest(start=start)
        if len(content) > CHUNK:
            for at in range(0, len(content), CHUNK):
                yield signing.SignBatchRequest(chunk=common_pb2.ItemChunk(data=content[at : at + CHUNK]))


def sign(channel):
    document = b""
    for answer in signing_service_pb2_grpc.SigningServiceStub(channel).SignBatch(requests(), timeout=120):
        kind = answer.WhichOneof("message")
        if kind == "start":
            document = answer.start.content
        elif kind == "chunk":
            document += answer.chunk.data
        elif answer.done.HasField("error"):
            tell(item=answer.done.item_id, error=answer.done.error.kind, field=answer.done.error.field)
        else:
            done = answer.done
            whole = hashlib.sha256(document).digest() == done.sha256
            pathlib.Path(folder, done.item_id + ".sealed").write_bytes(document)
            tell(item=done.item_id, signatures=len(done.signatures), whole=whole)


def reflect(channel):
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)

    def ask(**request):
        return next(iter(stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(**request)]))))

    services = [s.name for s in ask(list_services="").list_services_response.service]
    # A pool of its own, filled with nothing but what the server gives: so the files are complete.
    pool = descriptor_pool.DescriptorPool()
    files = {}
    for name in services:
        for octets in ask(file_containing_symbol=name).file_descriptor_response.file_descriptor_proto:
            file = descriptor_pb2.FileDescriptorProto.FromString(octets)
            files[file.name] = file

    def add(name):
        if name in files:
            file = files.pop(name)
            for dependency in file.dependency:
                add(dependency)
            pool.Add(file)

    for name in list(files):
        add(name)
    methods = [m.name for m in pool.FindServiceByName("hocbaso.signing.v1.SigningService").methods]
    tell(services=services, methods=methods)


def health(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    status = stub.Check(health_pb2.HealthCheckRequest(service="hocbaso.signing.v1.SigningService")).status
    try:
        stub.Check(health_pb2.HealthCheckRequest(service="no.Such"))
        unknown = "OK"
    except grpc.RpcError as error:
        unknown = error.code().name
    tell(health=health_pb2.HealthCheckResponse.ServingStatus.Name(status), unknown=unknown)


def fail(channel):
    """A unary call that is refused: its details are those of google.rpc."""
    request = signing.SignRequest(settings=settings(), document=b"<x/>", format="DOCUMENT_FORMAT_XML")
    request.settings.steps[0].identity = "not a name"
    try:
        signing_service_pb2_grpc.SigningServiceStub(channel).Sign(request)
    except grpc.RpcError as error:
        octets = dict(error.trailing_metadata())["grpc-status-details-bin"]
        details = status_pb2.Status.FromString(octets).details
        info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        details[0].Unpack(info)
        details[1].Unpack(bad)
        tell(code=error.code().name, reason=info.reason, field=bad.field_violations[0].field)


def pair(channel):
    """Both halves of one transcript, and a rendition of the XML half."""
    renderer = rendering_service_pb2_grpc.RenderingServiceStub(channel)
    forms = renderer.ListForms(rendering.ListFormsRequest()).forms
    transcript = next(f for f in sorted(pathlib.Path(folder).glob("*.xml")) if f.name not in ("bad.xml", "large.xml"))
    request = signing.SealTranscriptRequest(
        request_id="python-pair",
        settings=signing.SealSettings(xml_steps=[step(text) for text in steps]),
        transcript=transcript.read_bytes(),
    )
    both = signing_service_pb2_grpc.SigningServiceStub(channel).SealTranscript(request, timeout=60)
    digests = [hashlib.sha256(half.document).digest() for half in (both.xml, both.pdf)]
    drawn = renderer.Render(rendering.RenderRequest(transcripts=[both.xml.document]), timeout=60)
    tell(
        forms=len(forms),
        xml=len(both.xml.signatures),
        pdf=len(both.pdf.signatures),
        bound=digests == [both.record.xml_sha256, both.record.pdf_sha256],
        rendered=drawn.document.startswith(b"%PDF-1.7") and not drawn.summary.draft,
    )


with grpc.insecure_channel(address) as connection:
    health(connection)
    reflect(connection)
    fail(connection)
    pair(connection)
    sign(connection)
