# RubyGems itself. Reads questions, writes answers (see refresh.ts).
#
#     ruby scripts/vectors/rubygems.rb
def answer(kind, a, b)
  return ["=", ">", "<"][Gem::Version.new(a) <=> Gem::Version.new(b)] if kind == "cmp"

  found = b.split("||").map do |part|
    comparisons = part.split(",").map { |one| one.strip.sub(/\A==/, "=") }
    Gem::Requirement.new(comparisons).satisfied_by?(Gem::Version.new(a))
  end
  found.any? ? "in" : "out"
end

$stdin.each_line do |line|
  puts answer(*line.chomp.split("\t"))
rescue StandardError
  puts "?"
end
