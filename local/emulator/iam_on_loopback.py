"""Two conditions without which MiniStack 1.5.33 cannot enforce IAM (AUTH=true) on one machine.

- Policies that deny plain HTTP (aws:SecureTransport), on the queues and on CDK's bucket, would deny
  everything: no other machine can read the loopback interface, so it counts as secure.
- SES's SendEmail is authorized on the sender's identity; the emulator would ask for every resource.
"""

from ministack.core import iam_actions, iam_evaluator

_condition_key = iam_evaluator._resolve_condition_key
_resource_arn = iam_actions.extract_resource_arn


def _condition_key_on_loopback(key, context):
    return "true" if key.lower() == "aws:securetransport" else _condition_key(key, context)


def _resource_arn_with_sender(service, method, path, headers, body, query_params, region, account_id):
    source = iam_actions._query_param(query_params, "Source")
    if service == "ses" and source:
        return f"arn:aws:ses:{region}:{account_id}:identity/{source}"
    return _resource_arn(service, method, path, headers, body, query_params, region, account_id)


def install():
    iam_evaluator._resolve_condition_key = _condition_key_on_loopback
    iam_actions.extract_resource_arn = _resource_arn_with_sender
