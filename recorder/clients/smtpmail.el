;; Sends a message with smtpmail, which traces what was said.
(require 'smtpmail)
(setq smtpmail-debug-info t
      smtpmail-local-domain "example.org"
      system-name "client"
      user-mail-address "alice@example.org"
      smtpmail-smtp-server "127.0.0.1"
      smtpmail-smtp-service (string-to-number (getenv "PORT"))
      smtpmail-stream-type 'plain
      coding-system-for-write 'binary)
(with-temp-buffer
  (insert-file-contents-literally (getenv "MESSAGE"))
  (ignore-errors
    (smtpmail-via-smtp (split-string (getenv "RCPT")) (current-buffer))))
(dolist (buffer (buffer-list))
  (when (string-match "trace of SMTP" (buffer-name buffer))
    (with-current-buffer buffer
      (write-region (point-min) (point-max) (getenv "OUTPUT") nil 'quiet))))
