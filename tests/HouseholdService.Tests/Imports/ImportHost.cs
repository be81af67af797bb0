using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>The registry over real servers, with the steps of an import as an officer's client takes them.</summary>
public class ImportHost() : ServiceHost<Program>("registrydb")
{
    public const string Commune = "04492";

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Imports:PollSeconds"] = "0.2", ["Retention:IsOn"] = "false" };

    public HttpClient Officer => field ??= ClientFor(TestActors.Officer);

    /// <summary>Sends a file.</summary>
    public async Task<HttpResponseMessage> Send(
        byte[] file, string name = "danh-sach.xlsx", int year = 2026, string commune = Commune, string reviewedOn = "2026-10-30", string onFaults = "reject", HttpClient? client = null)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", name);
        return await (client ?? Officer).PostAsync($"/v1/imports?year={year}&communeCode={commune}&reviewedOn={reviewedOn}&onFaults={onFaults}", form);
    }

    /// <summary>Sends a file and waits for its end.</summary>
    public async Task<JsonElement> Import(byte[] file, string name = "danh-sach.xlsx", int year = 2026, string commune = Commune, string reviewedOn = "2026-10-30", string onFaults = "reject", HttpClient? client = null)
    {
        var accepted = await (await Send(file, name, year, commune, reviewedOn, onFaults, client)).ShouldBeOk();
        return await End(accepted.GetProperty("id").GetGuid(), client);
    }

    /// <summary>Waits for the end of an import.</summary>
    public Task<JsonElement> End(Guid id, HttpClient? client = null) => Eventually.Get(
        async () => await (await (client ?? Officer).GetAsync($"/v1/imports/{id}")).ShouldBeOk(),
        job => job.GetProperty("state").GetString() is "done" or "previewed" or "refused" or "cancelled" or "failed", TimeSpan.FromSeconds(60));

    /// <summary>Codes of all findings of a level.</summary>
    public async Task<List<JsonElement>> Findings(JsonElement job, string level = "fault") =>
        [.. (await (await Officer.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/faults?limit=500&level={level}")).ShouldBeOk()).GetProperty("items").EnumerateArray()];

    /// <summary>A workbook of invented households.</summary>
    public static byte[] Book(int households, int from = 1, Action<HouseholdSample, int, SheetCell[]>? change = null, ulong seed = 1)
    {
        var file = new MemoryStream();
        HouseholdBook.WriteXlsx(file, HouseholdSamples.Make(households, from, seed), change: change);
        return file.ToArray();
    }

    /// <summary>Tables of the whole database of which any row holds any of the texts, in clear or as bytes.</summary>
    public async Task<List<string>> Holding(params string[] texts)
    {
        var tables = new List<string>();
        await using (var command = Database.CreateCommand("""
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_%'
            """))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        Assert.Contains("import.staged_member_1", tables);
        var holding = new List<string>();
        foreach (var table in tables)
            foreach (var text in texts)
                if (await Scalar<bool>($"select exists (select from {table} t where position(lower($1) in lower(t::text)) > 0 or position($2 in lower(t::text)) > 0)",
                        text, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))))
                    holding.Add(table);
        return [.. holding.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Empties the registry between tests of one host.</summary>
    public async Task Clear()
    {
        await using var command = Database.CreateCommand(
            """
            delete from member; delete from person_key; delete from review; delete from household; delete from messaging.outbox_message;
            delete from import.file_part; delete from import.finding; delete from import.chunk; delete from import.job
            """);
        await command.ExecuteNonQueryAsync();
    }
}
