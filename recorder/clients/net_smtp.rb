# Sends messages with net/smtp, which prints what was said.
require 'net/smtp'

smtp = Net::SMTP.new('127.0.0.1', ENV['PORT'].to_i, starttls: false, tls: false)
smtp.set_debug_output($stderr)
smtp.open_timeout = smtp.read_timeout = 2
if ENV['STARTTLS'] != ''
  smtp.enable_starttls(OpenSSL::SSL::SSLContext.new.tap { |c| c.verify_mode = OpenSSL::SSL::VERIFY_NONE })
end
auth = ENV['AUTH'] == '' ? {} : { user: ENV['USERNAME'], secret: ENV['PASSWORD'], authtype: ENV['AUTH'].split.first.downcase.to_sym }
begin
  smtp.start(helo: 'client.example.org', **auth) do
    ENV.fetch('ODD', '').each_line(chomp: true) { |line| smtp.send(:getok, line) rescue nil }
    ENV['MESSAGES'].split.each do |name|
      smtp.send_message(File.binread(name), 'alice@example.org', *ENV['RCPT'].split)
    end
  end
rescue StandardError => error
  warn error.class
end
