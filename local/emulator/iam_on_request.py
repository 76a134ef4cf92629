"""Has the emulator enforce IAM from the moment that it gets SIGUSR1.

MiniStack 1.5.33 can enforce IAM policies (AUTH=true), but not while cdk deploys: the bootstrap's publishing
role is refused its own bucket. So the stacks are deployed without, and everything after that is held to the
policies that they made: a permission that a function lacks is missed here as it would be on AWS.
"""

import signal

from ministack import app
from ministack.core import iam_actions

_resource_arn = iam_actions.extract_resource_arn


def _resource_arn_with_sender(service, method, path, headers, body, query_params, region, account_id):
    """SendEmail is authorized on the sender's identity; the emulator would ask for every resource."""
    source = iam_actions._query_param(query_params, "Source")
    if service == "ses" and source:
        return f"arn:aws:ses:{region}:{account_id}:identity/{source}"
    return _resource_arn(service, method, path, headers, body, query_params, region, account_id)


def install():
    iam_actions.extract_resource_arn = _resource_arn_with_sender
    signal.signal(signal.SIGUSR1, lambda *_: setattr(app, "AUTH", True))
