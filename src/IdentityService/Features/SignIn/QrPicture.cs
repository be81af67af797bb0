using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>A text as a QR picture, drawn here: the pages load nothing from elsewhere, and a secret goes to nobody who draws pictures.</summary>
/// <param name="Size">Modules on a side, with the white border.</param>
/// <param name="Path">The dark modules as the path of an SVG, a module being one unit.</param>
internal sealed record QrPicture(int Size, string Path)
{
    /// <summary>Draws the text.</summary>
    public static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new QrPicture(code.ModuleMatrix.Count, Draw(code.ModuleMatrix));
    }

    private static string Draw(List<BitArray> rows)
    {
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
            {
                var from = x;
                while (x < rows[y].Count && rows[y][x])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }

        return path.ToString();
    }
}
