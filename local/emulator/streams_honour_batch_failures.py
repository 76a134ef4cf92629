"""Delivers a batch of a DynamoDB stream again when its function says that records of it failed.

MiniStack 1.5.33 honours ReportBatchItemFailures for queues and not for streams: it would continue behind a
batch of which nothing was published. AWS continues at the first failed record; here the whole batch is
delivered again, which makes no difference to consumers that drop duplicates.
"""

from ministack.services import lambda_svc

_execute = lambda_svc._execute_function


def _is_stream_batch(event):
    records = event.get("Records") if isinstance(event, dict) else None
    return bool(records) and records[0].get("eventSource") == "aws:dynamodb"


def _names_failures(result):
    body = result.get("body")
    return isinstance(body, dict) and bool(body.get("batchItemFailures"))


def _execute_with_batch_failures(func, event):
    result = _execute(func, event)
    if _is_stream_batch(event) and not result.get("error") and _names_failures(result):
        failed = {"errorType": "BatchItemFailures", "errorMessage": "records failed"}
        return {**result, "body": failed, "error": True}
    return result


def install():
    lambda_svc._execute_function = _execute_with_batch_failures
