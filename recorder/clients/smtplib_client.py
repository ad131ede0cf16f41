"""Sends messages with smtplib, which prints what was said; ODD plays commands that it does not send by itself."""
import os
import smtplib
import ssl
import sys

env = os.environ
kind = smtplib.LMTP if env["PROTOCOL"] == "lmtp" else smtplib.SMTP
try:
    client = kind(local_hostname="client.example.org") if kind is smtplib.LMTP else kind(local_hostname="client.example.org", timeout=2)
    client.set_debuglevel(int(env.get("LEVEL", "1")))
    client.connect("127.0.0.1", int(env["PORT"]))
    if env["STARTTLS"]:
        client.starttls(context=ssl._create_unverified_context())
    if env["AUTH"]:
        client.login(env["USERNAME"], env["PASSWORD"])
    for line in env.get("ODD", "").splitlines():
        client.docmd(line)
    options = ["BODY=8BITMIME"] if env["BODY"] else []
    for name in env["MESSAGES"].split():
        with open(name, "rb") as message:
            client.sendmail("alice@example.org", env["RCPT"].split(), message.read().replace(b"\n", b"\r\n"), options)
    client.quit()
except (smtplib.SMTPException, OSError) as error:
    print(type(error).__name__, file=sys.stderr)
