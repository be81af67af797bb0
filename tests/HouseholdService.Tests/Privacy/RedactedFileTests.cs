using System.Net;
using System.Text;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>An erasure takes rows out of stored files and leaves those of others.</summary>
public sealed class RedactedFileTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    private const string Name = "Khuất Quỳnh Hương";
    private const string Child = "Khuất Quỳnh Như";
    private const string Number = "015190987654";
    private static readonly object Done = new { outcome = $"Đã xóa dữ liệu của {Name} theo đơn" };

    [Theory]
    [InlineData("xlsx", 7001)]
    [InlineData("csv", 7101)]
    public async Task WholeHousehold_LeavesTheFile_AndTheOthersStay(string kind, int from)
    {
        host.Day("2026-09-07");
        var other = $"Lương Bách Diệp {kind}";
        var sent = Book(kind, from, other);
        var job = await Import(sent, kind);
        var household = await Holder();
        var others = await Numbers(job, household);
        Assert.Contains(Number, string.Concat((await host.Findings(job, "all")).Select(finding => finding.GetRawText())), StringComparison.Ordinal);
        Assert.Contains(Name, await Marked(job), StringComparison.Ordinal);

        var id = await host.Accept(household, "Erasure");
        var certificate = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done);

        var text = await Marked(job);
        foreach (var gone in new[] { Name, Child, Number })
            Assert.DoesNotContain(gone, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(other, text, StringComparison.Ordinal);
        Assert.All(others, number => Assert.Contains(number, text, StringComparison.Ordinal));
        Assert.DoesNotContain(Number, string.Concat((await host.Findings(job, "all")).Select(finding => finding.GetRawText())), StringComparison.Ordinal);
        Assert.Empty(await host.Holding(Name, Child, Number));

        // What was sent is still known by its digest; what is kept has its own.
        var file = (await host.Get(PrivacyHost.Receiver, $"imports/{job.GetProperty("id").GetGuid()}")).GetProperty("file");
        Assert.Equal(job.GetProperty("file").GetProperty("sha256").GetString(), file.GetProperty("sha256").GetString());
        Assert.Equal(kind, file.GetProperty("redacted").GetProperty("kind").GetString());
        Assert.Equal(file.GetProperty("redacted").GetProperty("sha256").GetString(), await host.Scalar<string>(
            $"select encode(after_sha256, 'hex') from import.redaction where certificate_id = '{certificate.GetProperty("id").GetGuid()}' and job_id = '{job.GetProperty("id").GetGuid()}'"));
        Assert.Equal(certificate.GetProperty("rows").GetProperty("import-row").GetInt64(),
            await host.Scalar<long>($"select sum(rows) from import.redaction where certificate_id = '{certificate.GetProperty("id").GetGuid()}'"));

        // Nobody comes back by the same file.
        await (await host.Send(sent, $"danh-sach.{kind}", reviewedOn: "2026-08-30", onFaults: "skip")).ShouldBeRefused(HttpStatusCode.Conflict, "file-redacted");
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from household where id = '{household}' and head_name = 'Đã xóa'"));
    }

    [Fact]
    public async Task OnePerson_LeavesTheFile_AndTheFamilyStays()
    {
        host.Day("2026-09-07");
        var job = await Import(Book("csv", 7201, "Lương Bách Tùng"), "csv");
        var household = await Holder();
        var child = await host.Scalar<Guid>($"select id from member where household_id = '{household}' and full_name = '{Child}'");
        var id = await host.Accept(household, "Erasure", child);
        var certificate = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done);
        Assert.Equal(1, certificate.GetProperty("rows").GetProperty("import-row").GetInt64());
        var text = await Marked(job);
        Assert.DoesNotContain(Child, text, StringComparison.Ordinal);
        Assert.Contains(Name, text, StringComparison.Ordinal);
        Assert.Contains("Lương Bách Tùng", text, StringComparison.Ordinal);
        Assert.Empty(await host.Holding(Child));

        // Then the rest.
        var whole = await host.Accept(household, "Erasure");
        await host.Do(PrivacyHost.Chair, $"rights-requests/{whole}/erasure", Done);
        Assert.DoesNotContain(Name, await Marked(job), StringComparison.Ordinal);
        Assert.Contains("Lương Bách Tùng", await Marked(job), StringComparison.Ordinal);
        Assert.Equal(2L, await host.Scalar<long>($"select count(*) from import.redaction where job_id = '{job.GetProperty("id").GetGuid()}'"));
    }

    [Fact]
    public async Task OldWorkbook_IsKeptAsANewOne_AndABrokenFileIsDroppedWithAProof()
    {
        await host.Recognised();
        using var officer = host.ClientFor(PrivacyHost.Receiver);
        var old = await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "tests/HouseholdService.Tests/Imports/Files/pung-luong-2025.xls"), TestContext.Current.CancellationToken);
        var legacy = await host.Import(old, "danh-sach.xls", 2025, reviewedOn: "2025-11-13", onFaults: "preview", client: officer);
        var broken = await host.Import(Encoding.UTF8.GetBytes($"Họ và tên;Năm sinh\r\n\"{Name};1990\r\n"), "hong.csv", client: officer, reviewedOn: "2026-09-01");
        Assert.Equal("refused", broken.GetProperty("state").GetString());
        var household = await host.PoorHousehold(5);
        var (head, mark) = (await host.Scalar<string>($"select head_name from household where id = '{household}'"), await host.Scalar<string>($"select full_name from member where household_id = '{household}' and relation_code <> 'head' limit 1"));
        Assert.Contains(head, await Marked(legacy), StringComparison.Ordinal);
        var rows = Rows(await Marked(legacy));

        // Somebody who has left is needed by nobody, also while the list is in force.
        var member = await host.Scalar<Guid>($"update member set left_on = '2026-08-01', valid_from = '2026-08-01' where household_id = '{household}' and full_name = '{mark}' returning id");
        var id = await host.Accept(household, "Erasure", member);
        var certificate = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done);
        Assert.True(certificate.GetProperty("rows").GetProperty("import-file").GetInt64() >= 3);

        var kept = (await host.Get(PrivacyHost.Receiver, $"imports/{legacy.GetProperty("id").GetGuid()}")).GetProperty("file");
        Assert.Equal(("xls", "xlsx"), (kept.GetProperty("kind").GetString(), kept.GetProperty("redacted").GetProperty("kind").GetString()));
        Assert.Contains(head, await Marked(legacy), StringComparison.Ordinal);
        Assert.Equal(rows, Rows(await Marked(legacy)));
        // What was previewed is not what would be read now.
        await (await host.Post(PrivacyHost.Receiver, $"imports/{legacy.GetProperty("id").GetGuid()}/acceptance")).ShouldBeRefused(HttpStatusCode.Conflict, "file-redacted");

        var gone = broken.GetProperty("id").GetGuid();
        await (await host.TryGet(PrivacyHost.Receiver, $"imports/{gone}/marked")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "file-erased");
        Assert.Equal(0L, await host.Scalar<long>($"select count(*) from import.file_part where job_id = '{gone}'"));
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from import.redaction where job_id = '{gone}' and after_sha256 is null and before_sha256 = (select file_sha256 from import.job where id = '{gone}')"));
    }

    [Fact]
    public async Task WithoutACertificateOfTheTransaction_NoFileIsTouched()
    {
        await host.Recognised();
        await using var app = NpgsqlDataSource.Create(host.AppConnectionString);
        var job = await host.Scalar<Guid>("select id from import.job limit 1");
        await using var command = app.CreateCommand($"select set_config('app.area', '{{*}}', true), redact_file(coalesce((select id from erasure_certificate limit 1), gen_random_uuid()), '{job}', 0, null, null, null, null, null)");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal("23001", refused.SqlState);
    }

    /// <summary>Three households: the first with the names and number that exist once, the last with a name to stay and a number quoted where it does not belong.</summary>
    private static byte[] Book(string kind, int from, string other)
    {
        void Change(HouseholdSample household, int member, SheetCell[] cells)
        {
            if (household.Number == from && member < 2)
                (cells[2], cells[7]) = (member == 0 ? Name : Child, member == 0 ? Number : "");
            if (household.Number == from + 2 && member == 0)
                (cells[2], cells[38]) = (other, $"Cháu của {Name}, số {Number}");
            if (household.Number == from + 2 && member == 1)
                cells[5] = Number;
        }

        var file = new MemoryStream();
        var households = HouseholdSamples.Make(12, from, (ulong)from).Where(one => one.Members.Count >= 2).Take(3).Select((one, at) => one with { Number = from + at }).ToList();
        if (kind == "csv")
            HouseholdBook.WriteCsv(file, households, change: Change);
        else
            HouseholdBook.WriteXlsx(file, households, change: Change);
        return file.ToArray();
    }

    private Task<JsonElement> Import(byte[] file, string kind) => host.Import(file, $"danh-sach.{kind}", reviewedOn: "2026-08-30", onFaults: "skip");

    // Sheet and row of each cell's key, 0!C12.
    private static List<string> Rows(string cells) => [.. cells.Split('\n').Where(line => line.Contains('!', StringComparison.Ordinal)).Select(line => string.Concat(line.Split(' ')[0].Where(letter => char.IsAsciiDigit(letter) || letter == '!'))).Distinct()];

    private Task<Guid> Holder() => host.Scalar<Guid>($"select id from household where head_name = '{Name}'");

    private async Task<List<string>> Numbers(JsonElement job, Guid except)
    {
        var members = await host.Column<Guid>($"select m.id from member m join review r on r.household_id = m.household_id where r.import_id = '{job.GetProperty("id").GetGuid()}' and m.household_id <> '{except}' and m.identity_number is not null");
        var numbers = await host.Numbers();
        Assert.NotEmpty(members);
        return [.. members.Select(member => numbers[member])];
    }

    /// <summary>Every cell of the marked file, a row a line.</summary>
    private async Task<string> Marked(JsonElement job)
    {
        using var answer = await host.TryGet(PrivacyHost.Receiver, $"imports/{job.GetProperty("id").GetGuid()}/marked");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (bytes[0] != 'P')
            return Encoding.UTF8.GetString(bytes);
        using var book = new Workbook(new MemoryStream(bytes), new ReadLimits());
        return string.Join('\n', ReadRows.Of(book).Select(cell => $"{cell.Key} {cell.Value.Text}"))
            + string.Concat(Notes(bytes));
    }

    private static IEnumerable<string> Notes(byte[] bytes)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.Contains("comments", StringComparison.OrdinalIgnoreCase) || entry.FullName.Contains("sharedStrings", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(entry.Open());
            yield return reader.ReadToEnd();
        }
    }
}
