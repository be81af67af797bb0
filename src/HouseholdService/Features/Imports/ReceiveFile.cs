using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>A file that came in.</summary>
/// <param name="Content">Its content on disk; gone when closed.</param>
/// <param name="Name">Name under which it was sent.</param>
/// <param name="Kind">What its content is.</param>
/// <param name="Sha256">Its digest.</param>
internal sealed record ReceivedFile(FileStream Content, string Name, FileKind Kind, byte[] Sha256);

/// <summary>Takes the file of an upload to disk as it arrives, and looks whether it can be a list at all.</summary>
internal static class ReceiveFile
{
    private const string Field = "file";
    private const int LongestName = 200;

    public static async Task<(ReceivedFile? File, Refusal? Refusal)> From(HttpRequest request, ImportOptions options, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            return (null, new Refusal(415, "media-type", "Hãy gửi tệp dạng multipart/form-data, trường file.", "Send the file as multipart/form-data, field file."));
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.LargestFile + (1 << 20);
        if (request.ContentLength > options.LargestFile + (1 << 20))
            return (null, TooLarge(options));
        var file = ImportFiles.TemporaryFile(options.Folder);
        try
        {
            var (name, sha256, refusal) = await Receive(new MultipartReader(boundary, request.Body), file, options, ct);
            if (refusal is null)
                return (new ReceivedFile(file, name!, KindOf(file, options), sha256!), null);
            await file.DisposeAsync();
            return (null, refusal);
        }
        catch (UnreadableFileException unreadable)
        {
            await file.DisposeAsync();
            return (null, RefusalOf(unreadable));
        }
        catch (Exception broken) when (broken is IOException or BadHttpRequestException { StatusCode: 400 })
        {
            await file.DisposeAsync();
            return (null, new Refusal(400, "truncated", FindingCatalogue.All["truncated"].Vi, FindingCatalogue.All["truncated"].En));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task<(string? Name, byte[]? Sha256, Refusal? Refusal)> Receive(MultipartReader reader, FileStream file, ImportOptions options, CancellationToken ct)
    {
        string? name = null;
        byte[]? sha256 = null;
        // Read to the closing boundary: only it proves that the upload is complete.
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (name is not null || section.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name) != Field || !disposition.IsFileDisposition())
                continue;
            var given = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
            name = Path.GetFileName(given.Replace('\\', '/').Replace('\0', ' '));
            name = name[..Math.Min(name.Length, LongestName)];
            sha256 = await Copy(section.Body, file, options.LargestFile, ct);
            if (sha256 is null)
                return (null, null, TooLarge(options));
        }

        return name is null
            ? (null, null, Refusal.Invalid(new FieldFault(Field, "Thiếu tệp: gửi danh sách trong trường file.", "The file is missing: send the list in the field file.")))
            : (name, sha256, null);
    }

    private static async Task<byte[]?> Copy(Stream from, FileStream to, long most, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        while (await from.ReadAsync(buffer, ct) is > 0 and var length)
        {
            if (to.Length + length > most)
                return null;
            hash.AppendData(buffer, 0, length);
            await to.WriteAsync(buffer.AsMemory(0, length), ct);
        }

        await to.FlushAsync(ct);
        return hash.GetHashAndReset();
    }

    private static FileKind KindOf(FileStream file, ImportOptions options)
    {
        var kind = FileKinds.Of(file);
        if (kind == FileKind.Workbook)
        {
            // Opening looks at the directory, the parts and the kind of workbook, not at the rows.
            using var workbook = new Workbook(file, options.Limits);
        }

        else if (kind == FileKind.LegacyWorkbook)
        {
            if (file.Length > LegacyWorkbook.Largest)
                throw new UnreadableFileException("legacy-too-large", null, $"{LegacyWorkbook.Largest >> 20}");
            using var converted = ImportFiles.TemporaryFile(options.Folder);
            LegacyWorkbook.ToXlsx(file, converted);
            using var workbook = new Workbook(converted, options.Limits);
        }

        file.Position = 0;
        return kind;
    }

    private static Refusal RefusalOf(UnreadableFileException unreadable)
    {
        var text = FindingCatalogue.All[unreadable.Code];
        var status = unreadable.Code switch
        {
            "empty-file" or "truncated" => 400,
            "not-a-workbook" or "macro-enabled" or "csv-not-utf8" => 415,
            "legacy-too-large" => 413,
            _ => 422,
        };
        return new Refusal(status, unreadable.Code, text.InVietnamese(unreadable.Arguments), text.InEnglish(unreadable.Arguments));
    }

    private static Refusal TooLarge(ImportOptions options) => new(413, "too-large",
        $"Tệp lớn hơn {options.LargestFile >> 20} MB; hãy chia danh sách thành nhiều tệp.", $"The file is larger than {options.LargestFile >> 20} MB; split the list into several files.");
}
