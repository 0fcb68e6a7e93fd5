"""Makes calls with the official Python SDK for tests/clients/python.mjs.

Reads one JSON object per line, and answers each with a line {"said": ...}, or {"traceback": text}:
{"env": {...}, "asynchronous": bool, "calls": [[name, arguments], ...]} with the outcome of each call,
{"methods": true} with the names of every outbound call that the SDK has.
"""

import asyncio
import inspect
import json
import os
import sys
import traceback

from descope import AuthException, DescopeClient, DescopeClientAsync
from descope.management.common import AccessType, PromptType, URLParam
from descope.management.outbound_application import OutboundApplication, OutboundApplicationByToken

GROUPS = {"outbound_application": OutboundApplication, "outbound_application_by_token": OutboundApplicationByToken}


def methods():
    return [
        f"{group}.{name}"
        for group, owner in GROUPS.items()
        for name, member in vars(owner).items()
        if inspect.isfunction(member) and not name.startswith("_")
    ]


def as_params(params):
    return [URLParam(param["name"], param["value"]) for param in params]


# Converters for arguments that the SDK takes as its own types.
TYPES = {
    "authorization_url_params": as_params,
    "token_url_params": as_params,
    "access_type": AccessType,
    "prompt": lambda prompts: [PromptType(prompt) for prompt in prompts],
}


def bound(client, name, arguments):
    group, method = name.split(".")
    arguments = {key: TYPES.get(key, lambda value: value)(value) for key, value in arguments.items()}
    return lambda: getattr(getattr(client.mgmt, group), method)(**arguments)


def failure(error):
    return {"error": {"status": error.status_code, "body": json.loads(error.error_message)}}


def outcomes(calls):
    client = DescopeClient(project_id=os.environ["DESCOPE_PROJECT_ID"])
    for name, arguments in calls:
        try:
            yield {"answer": bound(client, name, arguments)()}
        except AuthException as error:
            yield failure(error)


async def outcomes_async(calls):
    found = []
    async with DescopeClientAsync(project_id=os.environ["DESCOPE_PROJECT_ID"]) as client:
        for name, arguments in calls:
            try:
                found.append({"answer": await bound(client, name, arguments)()})
            except AuthException as error:
                found.append(failure(error))
    return found


def answer(request):
    if request.get("methods"):
        return methods()
    os.environ.update(request["env"])
    if request["asynchronous"]:
        return asyncio.run(outcomes_async(request["calls"]))
    return list(outcomes(request["calls"]))


for line in sys.stdin:
    try:
        said = {"said": answer(json.loads(line))}
    except Exception:
        said = {"traceback": traceback.format_exc()}
    print(json.dumps(said), flush=True)
