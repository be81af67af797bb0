using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>What comes in over HTTP: wrong files, wrong words, wrong people. Nothing of it is a 500, and nothing is half taken.</summary>
public class UploadTests(RestingImportHost host) : IClassFixture<RestingImportHost>
{
    public static TheoryData<string, HttpStatusCode, string> Files => new()
    {
        { "empty", HttpStatusCode.BadRequest, "empty-file" },
        { "pdf", HttpStatusCode.UnsupportedMediaType, "not-a-workbook" },
        { "zip", HttpStatusCode.UnsupportedMediaType, "not-a-workbook" },
        { "macro", HttpStatusCode.UnsupportedMediaType, "macro-enabled" },
        { "xls", HttpStatusCode.UnsupportedMediaType, "not-a-workbook" },
        { "password", HttpStatusCode.UnprocessableEntity, "password-protected" },
        { "cut", HttpStatusCode.BadRequest, "truncated" },
        { "entries", HttpStatusCode.UnprocessableEntity, "zip-bomb" },
        { "utf16", HttpStatusCode.UnsupportedMediaType, "csv-not-utf8" },
        { "large", HttpStatusCode.RequestEntityTooLarge, "too-large" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task FileThatIsNoList_IsRefusedAtOnce(string kind, HttpStatusCode status, string code)
    {
        byte[] old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        var file = kind switch
        {
            "pdf" => "%PDF-1.7"u8.ToArray(),
            "zip" => ReadRows.Zip(("a.txt", "a")).ToArray(),
            "macro" => ReadRows.File(book => book.Sheet("S").Row("a"), withMacros: true).ToArray(),
            "xls" => [.. old, .. new byte[1000]],
            "password" => [.. old, .. new byte[1000], .. Encoding.Unicode.GetBytes("EncryptedPackage")],
            "cut" => ImportHost.Book(20)[..4000],
            "entries" => ReadRows.Zip([.. Enumerable.Range(0, 1500).Select(number => ($"{number}", ""))]).ToArray(),
            "utf16" => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a;b")).ToArray(),
            "large" => new byte[2_000_001],
            _ => Array.Empty<byte>(),
        };
        await (await host.Send(file)).ShouldBeRefused(status, code);
        Assert.Equal(0, await host.Scalar<long>("select count(*) from import.job where file_name = 'danh-sach.xlsx' and file_sha256 = sha256($1)", file));
    }

    [Theory]
    [InlineData("year=2026&communeCode=00000&reviewedOn=2026-10-30", "communeCode")]
    [InlineData("year=2026&communeCode=04492&reviewedOn=2025-10-30", "reviewedOn")]
    [InlineData("year=2026&communeCode=04492&reviewedOn=2026-12-30", "reviewedOn")]
    [InlineData("year=1999&communeCode=04492&reviewedOn=1999-10-30", "year")]
    [InlineData("year=2026&communeCode=04492&reviewedOn=2026-10-30&onFaults=perhaps", "onFaults")]
    public async Task WrongWords_AreNamed(string query, string field)
    {
        using var form = Form(ImportHost.Book(1));
        var problem = await (await host.Officer.PostAsync($"/v1/imports?{query}", form, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(problem.GetProperty("faults").EnumerateArray(), fault => fault.GetProperty("field").GetString() == field);
    }

    [Fact]
    public async Task UploadWithoutFileOrForm_IsRefused()
    {
        const string Query = "/v1/imports?year=2026&communeCode=04492&reviewedOn=2026-10-30";
        using var other = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        await (await host.Officer.PostAsync(Query, other, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        await (await host.Officer.PostAsync(Query, json, Ct)).ShouldBeRefused(HttpStatusCode.UnsupportedMediaType, "media-type");
        using var nameless = new ByteArrayContent("--x"u8.ToArray());
        nameless.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
        await (await host.Officer.PostAsync(Query, nameless, Ct)).ShouldBeRefused(HttpStatusCode.UnsupportedMediaType, "media-type");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.99)]
    public async Task UploadThatBreaksOff_LeavesNothing(double share)
    {
        using var form = Form(ImportHost.Book(100));
        var whole = await form.ReadAsByteArrayAsync(Ct);
        var jobs = await host.Scalar<long>("select count(*) from import.job");
        using var cut = new ByteArrayContent(whole[..(int)(whole.Length * share)]);
        cut.Headers.ContentType = form.Headers.ContentType;
        await (await host.Officer.PostAsync("/v1/imports?year=2026&communeCode=04492&reviewedOn=2026-10-30", cut, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "truncated");
        Assert.Equal(jobs, await host.Scalar<long>("select count(*) from import.job"));
    }

    [Fact]
    public async Task OtherPeople_MayNotImportHere()
    {
        await (await host.Send(ImportHost.Book(1), client: host.ClientFor(null))).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-missing");
        await (await host.Send(ImportHost.Book(1), client: host.ClientFor(TestActors.Officer.Without(Scopes.HouseholdsImport)))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await host.Send(ImportHost.Book(1), client: host.ClientFor(TestActors.Officer.In("15", "04489")))).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
    }

    [Fact]
    public async Task ImportOfAnotherCommune_IsNotThere()
    {
        await host.Clear();
        var id = (await (await host.Send(ImportHost.Book(1))).ShouldBeOk()).GetProperty("id").GetGuid();
        var stranger = host.ClientFor(TestActors.Officer.In("15", "04489"));
        foreach (var path in new[] { $"/v1/imports/{id}", $"/v1/imports/{id}/faults" })
            await (await stranger.GetAsync(path, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await stranger.DeleteAsync($"/v1/imports/{id}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await (await stranger.GetAsync("/v1/imports", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray());
        Assert.Single((await (await host.Officer.GetAsync("/v1/imports?communeCode=04492&year=2026", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Upload_IsOnRecord_WithItsFile()
    {
        await host.Clear();
        var book = ImportHost.Book(3);
        var response = await host.Send(book, "thư mục/danh sách.xlsx");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var job = await response.ShouldBeOk();
        Assert.Equal($"/household/v1/imports/{job.GetProperty("id").GetGuid()}", response.Headers.Location!.OriginalString);
        Assert.Equal(("queued", "officer-pungluong", "danh sách.xlsx"), (job.GetProperty("state").GetString(), job.GetProperty("requestedBy").GetString(), job.GetProperty("file").GetProperty("name").GetString()));
        await using var kept = await ImportFiles.Open(host.Database, TestSeals.Seals, job.GetProperty("id").GetGuid(), Path.GetTempPath(), Ct);
        var content = new byte[kept.Length];
        await kept.ReadExactlyAsync(content, Ct);
        Assert.Equal(book, content);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'import.start' and actor_id = 'officer-pungluong' and subject_id = $1", job.GetProperty("id").GetGuid()));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static MultipartFormDataContent Form(byte[] file) => new() { { new ByteArrayContent(file), "file", "danh-sach.xlsx" } };
}
