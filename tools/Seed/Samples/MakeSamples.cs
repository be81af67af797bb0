using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PovertyPlatform.Seed.Samples;

/// <summary>Writes samples/: the two workbooks and what must be counted in them. With --check it only compares.</summary>
static class MakeSamples
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All)
    };

    public static Command Command()
    {
        var to = new Option<DirectoryInfo>("--to") { Description = "folder of the samples", DefaultValueFactory = _ => new("samples") };
        var check = new Option<bool>("--check") { Description = "compare with what is there, write nothing" };
        var command = new Command("samples", "Make the sample workbooks of Xã Púng Luông and their expected counts.") { to, check };
        command.SetAction(parsed => Run(parsed.GetValue(to)!.FullName, parsed.GetValue(check)));
        return command;
    }

    public static int Run(string folder, bool check)
    {
        var different = Files().Where(file => !Same(Path.Combine(folder, file.Name), file.Content)).ToList();
        if (check)
        {
            foreach (var file in different) Console.Error.WriteLine($"{file.Name} is not what the generator makes; run: dotnet run --project tools/Seed -- samples");
            return different.Count == 0 ? 0 : 1;
        }
        Directory.CreateDirectory(folder);
        foreach (var file in different) File.WriteAllBytes(Path.Combine(folder, file.Name), file.Content);
        Console.WriteLine($"{folder}: {different.Count} files written");
        return 0;
    }

    static IEnumerable<(string Name, byte[] Content)> Files()
    {
        var story = new PungLuong(DeliberateFaults.Households);
        var expected = new List<ExpectedYear>();
        IReadOnlyDictionary<string, SampleHousehold> before = new Dictionary<string, SampleHousehold>();
        foreach (var year in SampleYear.Of(story))
        {
            var sheet = new ReviewSheet(year.Year, year.Columns, year.Households, year.Spoiled.Count > 0 ? DeliberateFaults.Spread(story.ToSpoil) : []);
            yield return (year.File, sheet.Workbook.Save());
            expected.Add(ExpectedCounts.Of(year, sheet, before));
            before = year.Households.ToDictionary(h => h.Code);
        }
        yield return ("expected.json", [.. JsonSerializer.SerializeToUtf8Bytes(expected, Json), (byte)'\n']);
    }

    // Packed bytes may differ between versions of the compressor; what is inside may not.
    static bool Same(string path, byte[] content) =>
        File.Exists(path) && (path.EndsWith(".xlsx", StringComparison.Ordinal)
            ? Workbook.Unpacked(File.ReadAllBytes(path)).SequenceEqual(Workbook.Unpacked(content))
            : File.ReadAllBytes(path).AsSpan().SequenceEqual(content));
}
