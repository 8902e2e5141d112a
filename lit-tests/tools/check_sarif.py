#!/usr/bin/env python3
"""Check what the schema of SARIF cannot: that the parts of a log fit together, and that it says what the JSON of the same run says.

    check_sarif.py SARIF JSON
"""

import json
import sys


def fail(text):
    sys.exit("check_sarif: " + text)


def region(location):
    physical = location["physicalLocation"]
    r = physical["region"]
    return (physical["artifactLocation"]["uri"], r["startLine"], r["startColumn"], r["endLine"], r["endColumn"])


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        run = json.load(f)["runs"][0]
    with open(sys.argv[2], encoding="utf-8") as f:
        findings = json.load(f)["findings"]
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    if len(set(ids)) != len(ids):
        fail("a rule stands twice")
    if len(run["results"]) != len(findings):
        fail("%d results, %d findings" % (len(run["results"]), len(findings)))
    for result, finding in zip(run["results"], findings):
        if ids[result["ruleIndex"]] != result["ruleId"] or result["ruleId"] != finding["code"]:
            fail("wrong rule of " + result["ruleId"])
        if result["level"] != finding["severity"] or not result["message"]["text"].startswith(finding["message"]):
            fail("level or message of " + result["ruleId"])
        place = finding["location"]
        if region(result["locations"][0]) != (place["file"], place["line"], place["column"], place["end_line"], place["end_column"]):
            fail("place of " + result["ruleId"])
        if len(result.get("relatedLocations", [])) != len([r for r in finding.get("related", []) if "location" in r]):
            fail("related places of " + result["ruleId"])
        if len(result.get("fixes", [])) != len(finding.get("fixes", [])):
            fail("fixes of " + result["ruleId"])
        if result["partialFingerprints"]["ovccFinding/v1"] != finding["fingerprint"]:
            fail("fingerprint of " + result["ruleId"])


if __name__ == "__main__":
    main()
