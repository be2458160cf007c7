// A client of 2009 wants every answer in an envelope, and errors as answers of 200.
export async function onResponse(response) {
  const text = await response.text();
  const data = text === '' ? null : JSON.parse(text);
  return Response.json({ok: response.ok, code: response.status, data}, {headers: {'x-envelope': '1'}});
}
